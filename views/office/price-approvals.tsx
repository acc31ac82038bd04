import type { WaitingOverride } from '../../src/ordering/override.queries.ts';
import { splitGross } from '../../src/measures/money.ts';
import { discountBp } from '../../src/pricing/price-authority.ts';
import { withVatMinor } from '../../src/pricing/price-level.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Status } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = { place: OfficePlace; waiting: readonly WaitingOverride[]; readerId: string };

/** Prices beyond the authority of who asked for them: approve or refuse, each for itself. */
export const PriceApprovalsPage = ({ place, waiting, readerId }: Shown) => {
  const { pricing, columns } = useWords();
  return (
    <OfficeFrame {...place}>
      <h1>{pricing.waiting.title}</h1>
      <p class="meta">{pricing.waiting.lead}</p>
      {waiting.length === 0 && <p>{pricing.waiting.nothing}</p>}
      {waiting.length > 0 && (
        <div class="table-scroll folds" data-t="price-approvals">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{columns.company}</th>
                <th scope="col">{columns.name}</th>
                <th scope="col" class="n">
                  {columns.weightT}
                </th>
                <th scope="col" class="n">
                  {pricing.waiting.listed}
                </th>
                <th scope="col" class="n">
                  {pricing.waiting.asked}
                </th>
                <th scope="col">{pricing.reason}</th>
                <th scope="col">{pricing.waiting.decision}</th>
              </tr>
            </thead>
            <tbody>
              {waiting.map((one) => (
                <Row one={one} isOwn={one.authorId === readerId} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </OfficeFrame>
  );
};

const Row = ({ one, isOwn }: { one: WaitingOverride; isOwn: boolean }) => {
  const { pricing, columns } = useWords();
  const figures = useFigures();
  const name = useNameOf()(one);
  const { pricePerTonneMinor, includesVat, vatRateBp, judgedAgainstMinor, floorMinor } = one;
  const askedMinor = withVatMinor({ pricePerTonneMinor, link: { includesVat } }, vatRateBp);
  const off = discountBp({ withVatMinor: askedMinor, listedWithVatMinor: judgedAgainstMinor });
  const netMinor = includesVat
    ? splitGross({ grossMinor: pricePerTonneMinor, rateBp: vatRateBp }).netMinor
    : pricePerTonneMinor;
  return (
    <tr>
      <td>
        {one.companyName} <small class="meta">{one.cartCode}</small>
      </td>
      <th scope="row">
        <a href={`/p/${one.sku}`}>{name}</a>
      </th>
      <td class="n" data-label={columns.weightT}>
        {figures.bare.t(one.weightG)}
      </td>
      <td class="n" data-label={pricing.waiting.listed}>
        {judgedAgainstMinor === null ? '—' : figures.bare.perTonne(judgedAgainstMinor)}
      </td>
      <td class="n" data-label={pricing.waiting.asked}>
        {figures.bare.perTonne(askedMinor)}
        {off !== null && <small class="meta"> {pricing.waiting.below(figures.percent(off))}</small>}
        {floorMinor !== null && netMinor < floorMinor && (
          <Status mood="err">{pricing.waiting.belowFloor}</Status>
        )}
      </td>
      <td data-label={pricing.reason}>
        {one.reason}{' '}
        <small class="meta">
          {one.authorName}, {figures.moment(one.fixedAt)}
        </small>
      </td>
      <td>{isOwn ? pricing.waiting.ofYourOwn : <Decide one={one} name={name} />}</td>
    </tr>
  );
};

const Decide = ({ one, name }: { one: WaitingOverride; name: string }) => {
  const { waiting } = useWords().pricing;
  return (
    <form
      class="row"
      method="post"
      action={`/office/price-approvals/${one.lineId}/decision`}
      hx-sync="this:drop"
    >
      <input type="hidden" name="seenPerTonneMinor" value={String(one.pricePerTonneMinor)} />
      <button
        type="submit"
        name="state"
        value="approved"
        class="primary small"
        aria-label={waiting.approveOf(name)}
      >
        {waiting.approve}
      </button>
      <button
        type="submit"
        name="state"
        value="refused"
        class="small"
        aria-label={waiting.refuseOf(name)}
      >
        {waiting.refuse}
      </button>
    </form>
  );
};
