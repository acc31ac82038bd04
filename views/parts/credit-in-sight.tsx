import { canOrderMinor, type CreditInSight } from '../../src/credit/credit-in-sight.ts';
import { useFigures, useWords } from '../language.tsx';
import { CreditBar, Notice } from './status.tsx';

const buckets = [
  'awaitingApprovalMinor',
  'toHandOverMinor',
  'handedOverMinor',
  'pastDueMinor',
  'disputedMinor',
] as const;

/** Said only where there is something of it. */
const seldom: ReadonlySet<string> = new Set(['disputedMinor']);

/** A company's credit: what can be ordered today, what is taken by what, and what is freed next. */
export const CreditSight = (shown: { credit: CreditInSight; forStaff: boolean }) => {
  const { credit: words } = useWords();
  const figures = useFigures();
  const { credit, forStaff } = shown;
  const { limitMinor, exposureMinor, creditKind } = credit;
  const canOrder = canOrderMinor(credit);
  const overMinor = creditKind === 'amount' ? exposureMinor - (limitMinor ?? 0) : 0;
  return (
    <section class="credit-sight" data-t="credit" aria-labelledby="credit-now">
      <p class="credit-now" id="credit-now">
        {forStaff ? words.canOrderStaff : words.canOrder}{' '}
        <strong class="amount">
          {canOrder === undefined ? words.unlimited : figures.money(canOrder)}
        </strong>
      </p>
      {creditKind === 'amount' && (
        <CreditBar limitMinor={limitMinor ?? 0} exposureMinor={exposureMinor} />
      )}
      {!forStaff && <Warnings credit={credit} />}
      {overMinor > 0 && <Notice mood="warn">{words.overLimit(figures.money(overMinor))}</Notice>}
      <Parts credit={credit} />
      <NextDues credit={credit} />
    </section>
  );
};

/** What a buyer is warned of; what stops anything is said above the page with the way out. */
const Warnings = ({ credit }: { credit: CreditInSight }) => {
  const { credit: words, holdKinds } = useWords();
  return (
    <>
      {credit.holds
        .filter(({ scope }) => scope === 'warn')
        .map(({ kind }) => (
          <Notice mood="info">{words.warned(holdKinds[kind])}</Notice>
        ))}
    </>
  );
};

const Parts = ({ credit }: { credit: CreditInSight }) => {
  const { credit: words } = useWords();
  const figures = useFigures();
  return (
    <>
      <h2>{words.madeOf}</h2>
      <dl class="facts">
        {buckets
          .filter((name) => !seldom.has(name) || credit.buckets[name] > 0)
          .map((name) => (
            <>
              <dt>{words.buckets[name]}</dt>
              <dd class="amount">{figures.money(credit.buckets[name])}</dd>
            </>
          ))}
        {credit.buckets.paidAheadMinor > 0 && (
          <>
            <dt>{words.paidAhead}</dt>
            <dd class="amount">−{figures.money(credit.buckets.paidAheadMinor)}</dd>
          </>
        )}
        <dt>{words.taken}</dt>
        <dd class="amount">
          <strong>{figures.money(credit.exposureMinor)}</strong>
        </dd>
        {credit.agreedLimitMinor !== null && (
          <>
            <dt>{words.agreedLimit}</dt>
            <dd class="amount">{figures.money(credit.agreedLimitMinor)}</dd>
          </>
        )}
        {credit.temporary && (
          <>
            <dt>{words.temporary(figures.date(credit.temporary.untilDay))}</dt>
            <dd class="amount">+{figures.money(credit.temporary.extraMinor)}</dd>
          </>
        )}
      </dl>
    </>
  );
};

const NextDues = ({ credit }: { credit: CreditInSight }) => {
  const { credit: words } = useWords();
  const figures = useFigures();
  if (credit.dues.length === 0) return null;
  return (
    <>
      <h2>{words.freed}</h2>
      <ul>
        {credit.dues.map(({ number, dueOn, leftMinor }) => (
          <li>{words.freedOn(figures.money(leftMinor), figures.date(dueOn), number)}</li>
        ))}
      </ul>
    </>
  );
};
