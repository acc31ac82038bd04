import type { Ledger, LedgerLine } from '../../src/payments/account-ledger.queries.ts';
import type { AccountPeriod } from '../../src/payments/account-period.ts';
import { lineInWords } from '../account-words.ts';
import { useFigures, useWords } from '../language.tsx';
import { LineSaid } from './account-ledger.tsx';
import { Day } from './measures.tsx';
import { ScrollRegion } from './scroll-region.tsx';
import { Status } from './status.tsx';

type Act = {
  ledger: Ledger;
  period: AccountPeriod;
  hrefOf: (orderId: string) => string;
  /** Where a line is disputed; undefined for a reader who disputes none. */
  disputeHrefOf: ((lineId: string) => string) | undefined;
};

/** Both books beside each other, line by line, with what is disputed and what we answered. */
export const ActTable = (shown: Act) => {
  const { statements: words, documents } = useWords();
  const figures = useFigures();
  const { ledger, period } = shown;
  return (
    <ScrollRegion label={words.act} folds>
      <table class="ledger">
        <thead>
          <tr>
            <th scope="col">{words.columns.day}</th>
            <th scope="col">{words.columns.what}</th>
            <th scope="col" class="n">
              {documents.debit}, ₸
            </th>
            <th scope="col" class="n">
              {documents.credit}, ₸
            </th>
            <th scope="col">{words.columns.books}</th>
          </tr>
        </thead>
        <tbody>
          <Balance label={words.opening(figures.date(period.from))} minor={ledger.openingMinor} />
          {ledger.lines.map((line) => (
            <ActRow shown={shown} line={line} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan={2}>
              {words.turnover}
            </th>
            <td class="n" data-label={documents.debit}>
              {figures.bare.moneyExact(ledger.debitMinor)}
            </td>
            <td class="n" data-label={documents.credit}>
              {figures.bare.moneyExact(ledger.creditMinor)}
            </td>
            <td class="blank">{NOTHING}</td>
          </tr>
          <Balance label={words.closing(figures.date(period.to))} minor={ledger.closingMinor} />
        </tfoot>
      </table>
    </ScrollRegion>
  );
};

/** What is owed to us stands in the debit, what we owe in the credit. */
const Balance = ({ label, minor }: { label: string; minor: number }) => {
  const { documents } = useWords();
  const figures = useFigures();
  return (
    <tr class="group">
      <th scope="row" colspan={2}>
        {label}
      </th>
      <td class={minor < 0 ? 'n blank' : 'n'} data-label={documents.debit}>
        {minor >= 0 && figures.bare.moneyExact(minor)}
      </td>
      <td class={minor < 0 ? 'n' : 'n blank'} data-label={documents.credit}>
        {minor < 0 && figures.bare.moneyExact(-minor)}
      </td>
      <td class="blank">{NOTHING}</td>
    </tr>
  );
};

const ActRow = ({ shown, line }: { shown: Act; line: LedgerLine }) => {
  const words = useWords();
  const figures = useFigures();
  const { debit, credit } = words.documents;
  const { amountMinor } = line;
  return (
    <tr id={`line-${line.id}`}>
      <th scope="row" class="when">
        <Day on={line.on} />
      </th>
      <td class="whole">
        <LineSaid line={line} hrefOf={shown.hrefOf} />
      </td>
      <td class={amountMinor > 0 ? 'n' : 'n blank'} data-label={debit}>
        {amountMinor > 0 && figures.bare.moneyExact(amountMinor)}
      </td>
      <td class={amountMinor < 0 ? 'n' : 'n blank'} data-label={credit}>
        {amountMinor < 0 && figures.bare.moneyExact(-amountMinor)}
      </td>
      <td class="whole">
        <TheirBooks line={line} disputeHrefOf={shown.disputeHrefOf} />
      </td>
    </tr>
  );
};

const TheirBooks = (props: Pick<Act, 'disputeHrefOf'> & { line: LedgerLine }) => {
  const words = useWords();
  const { line, disputeHrefOf } = props;
  const { objection } = line;
  const { statements } = words;
  // What was agreed is ours to correct; the customer has said all that he could.
  const href = objection?.state === 'agreed' ? undefined : disputeHrefOf?.(line.id);
  const deed = objection?.state === 'open' ? statements.withdraw : statements.dispute;
  return (
    <>
      {objection && <ObjectionSaid objection={objection} />}{' '}
      {href !== undefined && (
        <a href={href} aria-label={`${deed}: ${lineInWords(words, line)}`} class="no-print">
          {deed}
        </a>
      )}
    </>
  );
};

const moods = {
  open: 'warn',
  agreed: 'info',
  declined: 'idle',
  corrected: 'ok',
  withdrawn: 'idle',
} as const;

/** What the customer's books say of a line, where that stands, and what we answered. */
export const ObjectionSaid = (props: { objection: NonNullable<LedgerLine['objection']> }) => {
  const { statements: words } = useWords();
  const figures = useFigures();
  const { state, theirsMinor, note, answer } = props.objection;
  return (
    <>
      <Status mood={moods[state]}>{words.states[state]}</Status>{' '}
      <span>
        {words.disputedAs(figures.moneyExact(Math.abs(theirsMinor)))}. {note}
      </span>
      {answer !== '' && <div>{words.answered(answer)}</div>}
    </>
  );
};

/** A cell that says nothing. */
const NOTHING = '';
