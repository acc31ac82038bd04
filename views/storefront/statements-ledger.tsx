import { useWords } from '../language.tsx';
import { LedgerTable, type LedgerShown } from '../parts/account-ledger.tsx';
import { PeriodForm } from '../parts/account-period.tsx';
import { AccountTabs } from '../parts/account-tabs.tsx';

/** A company's account line by line, and the same as a table to be saved. */
export const StatementsLedgerPage = (shown: LedgerShown & { on: string }) => {
  const { statements: words } = useWords();
  const { from, to } = shown.period;
  const days = `?from=${from}&to=${to}`;
  const file = `/statements/ledger/export${days}`;
  return (
    <>
      <h1>{words.ledger}</h1>
      <AccountTabs here="ledger" days={days} />
      <PeriodForm base="/statements/ledger" period={shown.period} on={shown.on} />
      <LedgerTable {...shown} />
      <p class="actions">
        <a href={`${file}&kind=xlsx`} hx-boost="false">
          {words.asXlsx}
        </a>
        <a href={`${file}&kind=csv`} hx-boost="false">
          {words.asCsv}
        </a>
      </p>
    </>
  );
};
