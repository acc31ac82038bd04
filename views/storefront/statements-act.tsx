import type { Ledger, LedgerLine } from '../../src/payments/account-ledger.queries.ts';
import type { AccountPeriod } from '../../src/payments/account-period.ts';
import { ACT_LINES_MAX } from '../../src/payments/reconciliation-act.ts';
import { lineInWords } from '../account-words.ts';
import { languages, useFigures, useWords } from '../language.tsx';
import { ActTable, ObjectionSaid } from '../parts/account-act.tsx';
import { PeriodForm } from '../parts/account-period.tsx';
import { AccountTabs } from '../parts/account-tabs.tsx';
import { Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';

type Act = {
  ledger: Ledger;
  period: AccountPeriod;
  on: string;
  companyName: string;
  mayDispute: boolean;
};

const BASE = '/statements/reconciliation';

/** What both sides agree on for some days: compared line by line, disputed where it differs, and printed. */
export const StatementsActPage = (shown: Act) => {
  const { statements: words } = useWords();
  const figures = useFigures();
  const { ledger, period, mayDispute } = shown;
  const days = `?from=${period.from}&to=${period.to}`;
  const isTooLong = ledger.count > ACT_LINES_MAX;
  return (
    <>
      <h1>{words.act}</h1>
      <AccountTabs here="act" days={days} />
      <p>
        {shown.companyName}, {figures.date(period.from)} – {figures.date(period.to)}
      </p>
      <PeriodForm base={BASE} period={period} on={shown.on} />
      <p class="no-print">{words.actLead}</p>
      {isTooLong ? (
        <Notice mood="warn">{words.actTooLong(figures.bare.count(ACT_LINES_MAX))}</Notice>
      ) : (
        <ActTable
          ledger={ledger}
          period={period}
          hrefOf={(orderId) => `/o/${orderId}`}
          disputeHrefOf={mayDispute ? (lineId) => `/statements/lines/${lineId}${days}` : undefined}
        />
      )}
      {ledger.count === 0 && <p class="empty">{words.noLines}</p>}
      {!isTooLong && (
        <form method="post" action={`${BASE}${days}`} hx-sync="this:drop" class="actions no-print">
          <button type="submit" class="primary">
            {words.issueAct}
          </button>
          <a href="/documents?kind=reconciliation">{words.issuedActs}</a>
        </form>
      )}
      {!isTooLong && (
        <p class="actions">
          {words.actPdf}
          {languages.map(({ code, name }) => (
            <a href={`${BASE}/file${days}&language=${code}`} lang={code} hx-boost="false">
              {name}
            </a>
          ))}
        </p>
      )}
    </>
  );
};

/** One line with what the customer's own books say of it. */
export const LinePage = (shown: {
  line: Omit<LedgerLine, 'balanceMinor'>;
  period: AccountPeriod;
  formKey: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
}) => {
  const words = useWords();
  const figures = useFigures();
  const { line, period, values, problems } = shown;
  const { statements } = words;
  const days = `?from=${period.from}&to=${period.to}`;
  const { objection } = line;
  const isLive = objection?.state === 'open' || objection?.state === 'agreed';
  const labels = { theirs: statements.theirAmount, note: statements.why };
  return (
    <>
      <h1>{statements.disputeTitle}</h1>
      <dl class="facts">
        <dt>{statements.columns.day}</dt>
        <dd>{figures.date(line.on)}</dd>
        <dt>{statements.columns.what}</dt>
        <dd>{lineInWords(words, line)}</dd>
        <dt>{statements.ourAmount}</dt>
        <dd class="amount">{figures.moneyExact(Math.abs(line.amountMinor))}</dd>
        {objection && (
          <>
            <dt>{statements.theirs}</dt>
            <dd>
              <ObjectionSaid objection={objection} />
            </dd>
          </>
        )}
      </dl>
      {objection?.state === 'open' && (
        <form
          method="post"
          action={`/statements/disputes/${objection.id}/withdrawal${days}`}
          hx-sync="this:drop"
        >
          <button type="submit">{statements.withdraw}</button>
        </form>
      )}
      {!isLive && (
        <form
          class="form"
          method="post"
          action={`/statements/lines/${line.id}/dispute${days}`}
          hx-sync="this:drop"
        >
          <input type="hidden" name="key" value={shown.formKey} />
          <ProblemList problems={problems} labels={labels} />
          <Field
            name="theirs"
            label={labels.theirs}
            hint={statements.theirHint}
            value={values['theirs']}
            problem={problems['theirs']}
            inputmode="decimal"
            size="medium"
            maxlength={24}
            required
          />
          <TextField
            name="note"
            label={labels.note}
            value={values['note']}
            problem={problems['note']}
            required
          />
          <button type="submit" class="primary">
            {statements.sendDispute}
          </button>
        </form>
      )}
      <p class="actions">
        <a href={`${BASE}${days}#line-${line.id}`}>{statements.back}</a>
      </p>
    </>
  );
};
