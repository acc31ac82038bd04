import type { QueueTally } from '../../src/payments/bank-line.queries.ts';
import type { ShownStatement } from '../../src/payments/bank-statement.queries.ts';
import type { OwnAccount } from '../../src/payments/own-account.queries.ts';
import type { RowProblem } from '../../src/payments/statement-row.ts';
import { useFigures, useWords } from '../language.tsx';
import { Choice, Field, TextField } from '../parts/field.tsx';
import { Day, Moment } from '../parts/measures.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice, Status } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

const BASE = '/office/bank';

type Shown = {
  place: OfficePlace;
  accounts: readonly OwnAccount[];
  queue: QueueTally;
  statements: readonly ShownStatement[];
  page: number;
  hasMore: boolean;
  problems: Readonly<Record<string, string>>;
  /** Why the row that is named could not be read. */
  why: string | undefined;
  typed: Readonly<Record<string, string>>;
};

/** Statements of our accounts: what waits, the way in for the next one, and those that were taken in. */
export const BankPage = (shown: Shown) => {
  const { bank } = useWords();
  return (
    <OfficeFrame {...shown.place}>
      <div class="page-head">
        <h1>{bank.title}</h1>
        <p class="actions">
          <a href={`${BASE}/queue`} data-key="n">
            {bank.queue}
          </a>
        </p>
      </div>
      <Waiting {...shown} />
      <Reversals {...shown} />
      <Upload {...shown} />
      <Statements {...shown} />
    </OfficeFrame>
  );
};

const Waiting = ({ queue }: Shown) => {
  const { bank } = useWords();
  const figures = useFigures();
  if (queue.count === 0) return <Notice mood="ok">{bank.queueEmpty}</Notice>;
  return (
    <Notice mood="warn">
      {bank.queueCount(queue.count, figures.moneyExact(queue.sumMinor))}{' '}
      <a href={`${BASE}/queue`}>{bank.toQueue}</a>
    </Notice>
  );
};

/** Bookings that a colleague wants to take back. */
const Reversals = ({ queue }: Shown) => {
  const { bank } = useWords();
  const figures = useFigures();
  if (queue.reversals.length === 0) return null;
  return (
    <section aria-labelledby="reversals-title">
      <h2 id="reversals-title">{bank.undoAsked}</h2>
      <ul class="plain-list">
        {queue.reversals.map(({ lineId, amountMinor, companyName, askedByName }) => (
          <li>
            <a href={`/office/bank/lines/${lineId}`}>
              <strong class="amount">{figures.moneyExact(amountMinor)}</strong> {companyName}
            </a>{' '}
            <small class="meta">{askedByName}</small>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Upload = ({ accounts, problems, why, typed }: Shown) => {
  const { bank } = useWords();
  return (
    <section aria-labelledby="upload-title">
      <h2 id="upload-title">{bank.upload}</h2>
      <p class="meta">{bank.lead}</p>
      {accounts.length === 0 && <Notice mood="warn">{bank.noAccounts}</Notice>}
      <form
        method="post"
        action={`${BASE}/file`}
        enctype="multipart/form-data"
        hx-boost="false"
        class="form"
        data-upload
      >
        <ProblemList
          problems={problems}
          labels={{ file: bank.file, account: bank.account, pasted: bank.pasted }}
        />
        {why !== undefined && <p>{rowProblem(bank.rowProblems, why)}</p>}
        <Field
          name="file"
          type="file"
          label={bank.file}
          hint={bank.fileHint}
          problem={problems['file']}
          size="medium"
        />
        {accounts.length > 0 && (
          <Choice
            name="account"
            label={bank.account}
            value={typed['account'] ?? accounts[0]?.iban}
            problem={problems['account']}
            options={accounts.map(({ iban, bankName }) => ({
              ...{ value: iban, label: `${iban} · ${bankName}` },
            }))}
          />
        )}
        <details open={(typed['pasted'] ?? '') !== ''}>
          <summary>{bank.pasted}</summary>
          <TextField
            name="pasted"
            label={bank.pasted}
            value={typed['pasted']}
            problem={problems['pasted']}
            rows={4}
          />
        </details>
        <progress max={1} value={0} hidden aria-label={bank.take} />
        <button type="submit" class="primary">
          {bank.take}
        </button>
      </form>
    </section>
  );
};

const isRowProblem = (problems: object, code: string): code is RowProblem =>
  Object.hasOwn(problems, code);

/** Why a row says too little, in words. */
export const rowProblem = (problems: Readonly<Record<RowProblem, string>>, code: string): string =>
  isRowProblem(problems, code) ? problems[code] : code;

const Statements = ({ statements, page, hasMore }: Shown) => {
  const { bank, shell } = useWords();
  const figures = useFigures();
  return (
    <section aria-labelledby="statements-title">
      <h2 id="statements-title">{bank.statements}</h2>
      {statements.length === 0 && <p class="empty">{bank.noStatements}</p>}
      {statements.length > 0 && (
        <ScrollRegion label={`${bank.statements}: ${shell.tableScrolls}`} folds>
          <table>
            <thead>
              <tr>
                <th scope="col">{bank.day}</th>
                <th scope="col">{bank.ourAccount}</th>
                <th scope="col">{bank.lines}</th>
                <th scope="col">{bank.state}</th>
                <th scope="col" class="n">
                  {bank.closing}
                </th>
                <th scope="col">{bank.takenIn}</th>
              </tr>
            </thead>
            <tbody>
              {statements.map((one) => (
                <tr>
                  <th scope="row">
                    <a href={`${BASE}/${one.id}`}>
                      <Period statement={one} />
                    </a>
                  </th>
                  <td data-label={bank.ourAccount}>
                    <span class="code">{one.account}</span>
                  </td>
                  <td data-label={bank.lines}>
                    {bank.linesNew(
                      figures.bare.count(one.linesNew),
                      figures.bare.count(one.linesRead),
                    )}
                  </td>
                  <td data-label={bank.state}>
                    <Outcome statement={one} />
                  </td>
                  <td class="n amount" data-label={bank.closing}>
                    {one.closingMinor === null ? '—' : figures.moneyExact(one.closingMinor)}
                  </td>
                  <td data-label={bank.takenIn}>
                    <Moment at={one.importedAt} />
                    {one.importedByName && <small class="meta"> {one.importedByName}</small>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {(page > 1 || hasMore) && (
        <p class="actions">
          {page > 1 && <a href={`${BASE}?page=${page - 1}`}>{bank.newer}</a>}
          {hasMore && <a href={`${BASE}?page=${page + 1}`}>{bank.older}</a>}
        </p>
      )}
    </section>
  );
};

const Outcome = ({ statement }: { statement: ShownStatement }) => {
  const { bank } = useWords();
  const { waits, remarks } = statement;
  return (
    <>
      {waits > 0 ? (
        <Status mood="warn">
          {bank.states.waits}: {String(waits)}
        </Status>
      ) : (
        <Status mood="ok">{bank.states.booked}</Status>
      )}
      {remarks.length > 0 && (
        <>
          {' '}
          <Status mood="err">{bank.remarksTitle}</Status>
        </>
      )}
    </>
  );
};

/** The days of a statement. */
const Period = ({ statement }: { statement: ShownStatement }) => {
  const { bank } = useWords();
  const { fromDay, toDay } = statement;
  if (fromDay === null || toDay === null) return <>{bank.noPeriod}</>;
  if (fromDay === toDay) return <Day on={fromDay} />;
  return (
    <>
      <Day on={fromDay} /> – <Day on={toDay} />
    </>
  );
};
