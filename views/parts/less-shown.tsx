import type { ApprovalNeed } from '../../src/ordering/approval.ts';
import type { ApprovalWithLines } from '../../src/ordering/approval-page.queries.ts';
import { totalsOf } from '../../src/ordering/cart.ts';
import type { CartOfLess } from '../../src/ordering/read-less.ts';
import { peopleInWords, ruleInWords } from '../approval-words.ts';
import { useFigures, useLanguage, useNameOf, useWords } from '../language.tsx';
import { Notice } from './status.tsx';

type Shown = {
  approval: Pick<ApprovalWithLines, 'grossMinor' | 'weightG' | 'siteName' | 'needs' | 'decisions'>;
  less: CartOfLess;
};

/** What remains beside what was asked: weight and money, prices that moved, and who is asked of it. */
export const LessShown = ({ approval, less }: Shown) => {
  const { approvalChange } = useWords();
  const figures = useFigures();
  const { grossMinor, weightG } = totalsOf(less.cart);
  const freightMinor = less.cart.services.reduce((sum, service) => sum + service.grossMinor, 0);
  const isDearer = grossMinor > approval.grossMinor;
  return (
    <section class="card" id="less" aria-live="polite">
      <div class="table-scroll" role="region" aria-label={approvalChange.now} tabindex={0}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">
                <span class="visually-hidden">{approvalChange.total}</span>
              </th>
              <th scope="col" class="num">
                {approvalChange.was}
              </th>
              <th scope="col" class="num">
                {approvalChange.now}
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{approvalChange.total}</th>
              <td class="num">{figures.money(approval.grossMinor)}</td>
              <td class="num">
                <b>{figures.money(grossMinor)}</b>
              </td>
            </tr>
            {freightMinor > 0 && (
              <tr>
                <th scope="row">{approvalChange.freight}</th>
                <td class="num" colspan={2}>
                  {figures.money(freightMinor)}
                </td>
              </tr>
            )}
            <tr>
              <th scope="row">{approvalChange.difference}</th>
              <td class="num" colspan={2}>
                {figures.money(grossMinor - approval.grossMinor)}
              </td>
            </tr>
            <tr>
              <th scope="row">{approvalChange.weight}</th>
              <td class="num">{figures.massT(approval.weightG)}</td>
              <td class="num">{figures.massT(weightG)}</td>
            </tr>
          </tbody>
        </table>
      </div>
      {isDearer && (
        <Notice mood="warn">
          <p>{approvalChange.dearer}</p>
        </Notice>
      )}
      <PricesMoved less={less} />
      <WhoIsAsked approval={approval} less={less} />
    </section>
  );
};

/** The lines that cost more a tonne, now that less is ordered (R8). */
const PricesMoved = ({ less }: Pick<Shown, 'less'>) => {
  const { approvalChange } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const moved = less.cart.lines.flatMap((line) => {
    const was = less.before.find(({ id }) => id === line.id)?.price?.pricePerTonneMinor;
    const now = line.price?.pricePerTonneMinor;
    return was !== undefined && now !== undefined && now > was ? [{ line, was, now }] : [];
  });
  if (moved.length === 0) return null;
  return (
    <Notice mood="warn">
      <p>{approvalChange.breakLost}</p>
      <ul>
        {moved.map(({ line, was, now }) => (
          <li>
            {nameOf(line)}:{' '}
            {approvalChange.perTonne(figures.unitPrice(was), figures.unitPrice(now))}
          </li>
        ))}
      </ul>
    </Notice>
  );
};

/** Who is asked again or for the first time, and which rules ask no more. */
const WhoIsAsked = ({ approval, less }: Shown) => {
  const { approvalChange } = useWords();
  const language = useLanguage();
  const { annulled, fresh, lapsed } = less.after;
  const again = approval.decisions.filter((decision) =>
    annulled.some(({ ruleId, step }) => ruleId === decision.ruleId && step === decision.step),
  );
  const names = new Set(again.map(({ decidedByName }) => decidedByName));
  const siteName = (need: ApprovalNeed) =>
    need.conditions.siteId === null ? null : approval.siteName;
  const over = approval.needs.filter(
    (need) =>
      !need.hasLapsed &&
      lapsed.some(({ ruleId, step }) => ruleId === need.ruleId && step === need.step),
  );
  return (
    <>
      {names.size > 0 && <p>{approvalChange.askedAgain([...names].join(', '))}</p>}
      {fresh.map((need) => (
        <p>
          {approvalChange.asks(
            ruleInWords(language, { ...need, siteName: siteName(need) }),
            peopleInWords(language, {
              quorum: need.quorum,
              names: need.people.map(({ name }) => name),
            }),
          )}
        </p>
      ))}
      {[...new Set(over.map((need) => ruleInWords(language, need)))].map((rule) => (
        <p class="meta">{approvalChange.lapses(rule)}</p>
      ))}
    </>
  );
};
