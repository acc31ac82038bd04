import type { ChangedProduct } from '../../src/pricing/price-change.queries.ts';
import { largestMoveBp, type Remark, remarksOn } from '../../src/pricing/price-list.ts';
import type { PriceListCard } from '../../src/pricing/price-list.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Check, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice, Status } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { PriceInWords } from './price-in-words.tsx';
import { PriceListFacts } from './price-list.tsx';

const ROWS_MAX = 300;

type Shown = {
  place: OfficePlace;
  list: PriceListCard;
  draft: { number: number; edits: number };
  changes: readonly ChangedProduct[];
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** All that a draft changes, the gravest first, with what should be looked at; then from which day on it counts. */
export const PriceReviewPage = (shown: Shown) => {
  const { office } = useWords();
  const { list, draft, changes } = shown;
  const remarks = changes.flatMap(remarksOn).length;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{office.draftOf(list.code, draft.number)}</h1>
      <PriceListFacts list={list} />
      <p>
        <a href={`/office/price-lists/${list.id}/draft`}>{office.backToDraft}</a>
      </p>
      {changes.length === 0 ? (
        <Notice mood="info">{office.nothingChanged}</Notice>
      ) : (
        <>
          <Notice mood={remarks > 0 ? 'warn' : 'ok'}>
            {remarks > 0 ? office.remarks(remarks) : office.noRemarks}
          </Notice>
          <Differences changes={changes} />
          <PublishForm {...shown} remarks={remarks} />
        </>
      )}
    </OfficeFrame>
  );
};

/** Lost prices first, then new ones, then by how far they move. */
function gravity(change: ChangedProduct): number {
  if (!change.after) return Infinity;
  return change.before ? Math.abs(largestMoveBp(change.before, change.after)) : 1_000_000;
}

const Differences = ({ changes }: { changes: readonly ChangedProduct[] }) => {
  const { office, columns } = useWords();
  const sorted = changes.toSorted((one, other) => gravity(other) - gravity(one) || 0);
  const hidden = changes.length - ROWS_MAX;
  return (
    <>
      <h2>{office.changed(changes.length)}</h2>
      <ScrollRegion label={office.difference}>
        <table class="compact" data-t="diff">
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{office.was}</th>
              <th scope="col">{office.becomes}</th>
              <th scope="col" class="n">
                {office.difference}
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, ROWS_MAX).map((change) => (
              <DifferenceRow change={change} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {hidden > 0 && <p class="meta">{office.more(hidden)}</p>}
    </>
  );
};

const DifferenceRow = ({ change }: { change: ChangedProduct }) => {
  const nameOf = useNameOf();
  const figures = useFigures();
  const { before, after } = change;
  const byBp = largestMoveBp(before, after);
  return (
    <tr>
      <th scope="row">
        {nameOf(change)} <small class="code">{change.sku}</small>
        <span class="steps">
          {remarksOn(change).map((remark) => (
            <RemarkInWords remark={remark} />
          ))}
        </span>
      </th>
      <td>
        <PriceInWords price={before} />
      </td>
      <td>
        <PriceInWords price={after} />
      </td>
      <td class="n">{before && after && signed(figures.percent(byBp), byBp)}</td>
    </tr>
  );
};

const signed = (text: string, byBp: number) => (byBp > 0 ? `+${text}` : text);

const RemarkInWords = ({ remark }: { remark: Remark }) => {
  const { office } = useWords();
  const figures = useFigures();
  return (
    <Status mood="warn">
      {remark.kind === 'moved'
        ? office.remark.moved(signed(figures.percent(remark.byBp), remark.byBp))
        : office.remark[remark.kind]}
    </Status>
  );
};

const PublishForm = (shown: Shown & { remarks: number }) => {
  const { office } = useWords();
  const { list, draft, changes, values, problems, remarks } = shown;
  return (
    <form
      class="form"
      method="post"
      action={`/office/price-lists/${list.id}/draft/publish`}
      hx-sync="this:drop"
      data-confirm={office.publishQuestion(changes.length)}
    >
      <ProblemList problems={problems} labels={{ from: office.publishFrom }} />
      <input type="hidden" name="seenEdits" value={String(draft.edits)} />
      <Field
        name="from"
        label={office.publishFrom}
        type="date"
        size="medium"
        required
        value={values['from']}
        problem={problems['from']}
      />
      {remarks > 0 && <Check name="hasReadRemarks" label={office.remarksRead} />}
      <button type="submit" class="primary">
        {office.publish}
      </button>
    </form>
  );
};
