import type { Ledger, LedgerLine } from '../../src/payments/account-ledger.queries.ts';
import type { AccountPeriod } from '../../src/payments/account-period.ts';
import { lineInWords } from '../account-words.ts';
import { useFigures, useWords } from '../language.tsx';
import { Day } from './measures.tsx';
import { ScrollRegion } from './scroll-region.tsx';

/** An account over some days, or a page of it. */
export type LedgerShown = {
  ledger: Ledger;
  period: AccountPeriod;
  /** Whether lines before these stand on other pages, and lines behind them. */
  isContinued: boolean;
  nextHref: string | undefined;
  firstHref: string;
  hrefOf: (orderId: string) => string;
  forStaff: boolean;
};

/** Lines with what is owed after each, from the opening balance to the closing one: the sum row is the balance. */
export const LedgerTable = (shown: LedgerShown) => {
  const { statements: words } = useWords();
  const figures = useFigures();
  const { ledger, period, isContinued, nextHref, forStaff } = shown;
  const { columns } = words;
  const { lines } = ledger;
  const [first] = lines;
  const before = first ? first.balanceMinor - first.amountMinor : ledger.closingMinor;
  return (
    <section id="ledger">
      <p class="meta">{!forStaff && words.owedToUs}</p>
      <ScrollRegion label={words.ledger} folds>
        <table class="ledger" data-t="history">
          <thead>
            <tr>
              <th scope="col">{columns.day}</th>
              <th scope="col">{columns.what}</th>
              <th scope="col" class="n">
                {forStaff ? columns.debitStaff : columns.debit}
              </th>
              <th scope="col" class="n">
                {forStaff ? columns.creditStaff : columns.credit}
              </th>
              <th scope="col" class="n">
                {columns.balance}
              </th>
            </tr>
          </thead>
          <tbody>
            <SumRow
              label={isContinued ? words.broughtForward : words.opening(figures.date(period.from))}
              balanceMinor={isContinued ? before : ledger.openingMinor}
            />
            {lines.map((line) => (
              <LedgerRow shown={shown} line={line} />
            ))}
          </tbody>
          {nextHref === undefined && (
            <tfoot>
              <tr>
                <th scope="row" colspan={2}>
                  {words.turnover}
                </th>
                <td class="n" data-label={forStaff ? columns.debitStaff : columns.debit}>
                  {figures.bare.moneyExact(ledger.debitMinor)}
                </td>
                <td class="n" data-label={forStaff ? columns.creditStaff : columns.credit}>
                  {figures.bare.moneyExact(ledger.creditMinor)}
                </td>
                <td class="n blank">{NOTHING}</td>
              </tr>
              <SumRow
                label={words.closing(figures.date(period.to))}
                balanceMinor={ledger.closingMinor}
              />
            </tfoot>
          )}
        </table>
      </ScrollRegion>
      {lines.length === 0 && <p class="empty">{words.noLines}</p>}
      <p class="actions">
        {isContinued && <a href={shown.firstHref}>{words.toBeginning}</a>}
        {nextHref !== undefined && (
          <a href={nextHref} rel="next">
            {words.next}
          </a>
        )}
      </p>
    </section>
  );
};

/** What is owed at a place between lines. */
const SumRow = ({ label, balanceMinor }: { label: string; balanceMinor: number }) => {
  const figures = useFigures();
  return (
    <tr class="group">
      <th scope="row" colspan={2}>
        {label}
      </th>
      <td class="n blank">{NOTHING}</td>
      <td class="n blank">{NOTHING}</td>
      <td class="n sum">
        <strong>{figures.bare.moneyExact(balanceMinor)}</strong>
      </td>
    </tr>
  );
};

const LedgerRow = ({ shown, line }: { shown: LedgerShown; line: LedgerLine }) => {
  const words = useWords();
  const figures = useFigures();
  const { columns } = words.statements;
  const { forStaff, hrefOf } = shown;
  const { amountMinor, balanceMinor } = line;
  return (
    <tr>
      <th scope="row" class="when">
        <Day on={line.on} />
      </th>
      <td class="whole">
        <LineSaid line={line} hrefOf={hrefOf} />
        {line.objection && (
          <small class="meta"> {words.statements.states[line.objection.state]}</small>
        )}
      </td>
      <td
        class={amountMinor > 0 ? 'n' : 'n blank'}
        data-label={forStaff ? columns.debitStaff : columns.debit}
      >
        {amountMinor > 0 && figures.bare.moneyExact(amountMinor)}
      </td>
      <td
        class={amountMinor < 0 ? 'n' : 'n blank'}
        data-label={forStaff ? columns.creditStaff : columns.credit}
      >
        {amountMinor < 0 && figures.bare.moneyExact(-amountMinor)}
      </td>
      <td class="n sum">{figures.bare.moneyExact(balanceMinor)}</td>
    </tr>
  );
};

/** A line in words, with a link to its order where it has one. */
export const LineSaid = (props: { line: LedgerLine; hrefOf: (orderId: string) => string }) => {
  const words = useWords();
  const { line, hrefOf } = props;
  const said = lineInWords(words, line);
  return (
    <>
      {line.orderId === null ? said : <a href={hrefOf(line.orderId)}>{said}</a>}
      {line.pays.map(({ id, number }, i) => (
        <>
          {i === 0 ? ' → ' : ', '}
          <a href={hrefOf(id)}>{number}</a>
        </>
      ))}
      {line.purchaseNumber !== null && line.purchaseNumber !== '' && (
        <small class="meta"> {line.purchaseNumber}</small>
      )}
    </>
  );
};

/** A cell that says nothing. */
const NOTHING = '';
