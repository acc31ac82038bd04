import type { BankLine } from '../../src/payments/bank-line.ts';
import type { ShownStatement, StatementRemark } from '../../src/payments/bank-statement.queries.ts';
import type { BankLineState as State } from '../../src/platform/db/schema.ts';
import { useFigures, useWords } from '../language.tsx';
import { BankLineState } from '../parts/bank-line.tsx';
import { JobWaiting } from '../parts/job-waiting.tsx';
import { Day, Moment } from '../parts/measures.tsx';
import { Pager } from '../parts/pager.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice, Status } from '../parts/status.tsx';
import { rowProblem } from './bank.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  statement: ShownStatement;
  lines: readonly BankLine[];
  /** Lines that would be booked at once. */
  certain: ReadonlySet<string>;
  state: State | undefined;
  page: number;
  pages: number;
  /** The same file was sent again. */
  isAgain: boolean;
};

/** One statement: what it says of itself, what is odd about it, and its lines. */
export const BankStatementPage = (shown: Shown & { place: OfficePlace; title: string }) => {
  const { bank } = useWords();
  const { statement, place, title, isAgain } = shown;
  return (
    <OfficeFrame {...place}>
      <div class="page-head">
        <h1>{title}</h1>
        <p class="actions">
          <a href="/office/bank">{bank.statements}</a>
          <a href="/office/bank/queue" data-key="n">
            {bank.queue}
          </a>
        </p>
      </div>
      {isAgain && (
        <Notice mood="info" role="status">
          {bank.again}
        </Notice>
      )}
      <Remarks remarks={statement.remarks} />
      <Facts statement={statement} />
      <StatementLines {...shown} />
    </OfficeFrame>
  );
};

const Facts = ({ statement }: Pick<Shown, 'statement'>) => {
  const { bank } = useWords();
  const figures = useFigures();
  const { openingMinor, closingMinor, linesNew, linesRead, ownTransfers } = statement;
  return (
    <dl class="facts">
      <dt>{bank.ourAccount}</dt>
      <dd class="code">{statement.account}</dd>
      {openingMinor !== null && (
        <>
          <dt>{bank.opening}</dt>
          <dd class="amount">{figures.moneyExact(openingMinor)}</dd>
        </>
      )}
      {closingMinor !== null && (
        <>
          <dt>{bank.closing}</dt>
          <dd class="amount">{figures.moneyExact(closingMinor)}</dd>
        </>
      )}
      <dt>{bank.lines}</dt>
      <dd>
        {bank.linesNew(figures.bare.count(linesNew), figures.bare.count(linesRead))}
        {ownTransfers > 0 && (
          <small class="meta"> {bank.ownTransfers(figures.bare.count(ownTransfers))}</small>
        )}
      </dd>
      <dt>{bank.takenIn}</dt>
      <dd>
        <Moment at={statement.importedAt} /> {statement.importedByName}{' '}
        <a href={`/office/bank/${statement.id}/file`} download>
          {bank.original}
        </a>
      </dd>
    </dl>
  );
};

const Remarks = ({ remarks }: { remarks: readonly StatementRemark[] }) => {
  const { bank } = useWords();
  if (remarks.length === 0) return null;
  return (
    <section class="notice warn" aria-labelledby="remarks-title">
      <div>
        <h2 id="remarks-title">{bank.remarksTitle}</h2>
        <ul>
          {remarks.map((remark) => (
            <li>
              <Remark remark={remark} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
};

const Remark = ({ remark }: { remark: StatementRemark }) => {
  const { bank } = useWords();
  const figures = useFigures();
  if ('row' in remark) {
    return <>{bank.rowLeftOut(String(remark.row), rowProblem(bank.rowProblems, remark.code))}</>;
  }
  const { code, statedMinor, countedMinor } = remark;
  return (
    <>{bank.remarks[code](figures.moneyExact(statedMinor), figures.moneyExact(countedMinor))}</>
  );
};

const STATES: readonly State[] = ['waits', 'booked', 'set-aside', 'outgoing'];

/** The lines, or that what is certain of them is being booked; asked for again until that is over. */
export const StatementLines = (shown: Shown) => {
  const { bank, shell } = useWords();
  const { statement, lines, certain, state, page, pages } = shown;
  const href = `/office/bank/${statement.id}`;
  if (statement.isBooking) {
    const again = <a href={href}>{bank.show}</a>;
    return (
      <JobWaiting
        id="bank-lines"
        href={href}
        says={bank.booking}
        progress={undefined}
        deeds={again}
      />
    );
  }
  const hrefOf = (to: { state?: State | undefined; page?: number }) => {
    const query = new URLSearchParams({
      ...(to.state && { state: to.state }),
      ...(to.page !== undefined && to.page > 1 && { page: String(to.page) }),
    });
    return query.size > 0 ? `${href}?${query.toString()}` : href;
  };
  return (
    <section id="bank-lines" aria-labelledby="lines-title" data-t="bank-lines">
      <h2 id="lines-title">{bank.lines}</h2>
      {statement.linesNew === 0 && statement.linesRead > 0 && <p>{bank.nothingNew}</p>}
      {statement.waits > 0 && <BookCertain href={href} />}
      <nav class="actions" aria-label={bank.state}>
        <a href={href} aria-current={state === undefined ? 'page' : undefined}>
          {bank.all}
        </a>
        {STATES.map((one) => (
          <a href={hrefOf({ state: one })} aria-current={state === one ? 'page' : undefined}>
            {bank.states[one]} {String(countOf(statement, one))}
          </a>
        ))}
      </nav>
      {lines.length > 0 && (
        <ScrollRegion label={`${bank.lines}: ${shell.tableScrolls}`} folds>
          <table>
            <thead>
              <tr>
                <th scope="col">{bank.day}</th>
                <th scope="col" class="n">
                  {bank.amount}
                </th>
                <th scope="col">{bank.party}</th>
                <th scope="col">{bank.purpose}</th>
                <th scope="col">{bank.state}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Row line={line} isCertain={certain.has(line.id)} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      <Pager page={page} pages={pages} hrefOf={(to) => hrefOf({ state, page: to })} />
    </section>
  );
};

function countOf(statement: ShownStatement, state: State): number {
  switch (state) {
    case 'waits':
      return statement.waits;
    case 'booked':
      return statement.booked;
    case 'set-aside':
      return statement.setAside;
    case 'outgoing':
      return statement.outgoing;
  }
}

const BookCertain = ({ href }: { href: string }) => {
  const { bank } = useWords();
  return (
    <form method="post" action={`${href}/certain`} class="inline" hx-sync="this:drop">
      <p class="meta">{bank.bookCertainHint}</p>
      <button type="submit" class="primary">
        {bank.bookCertain}
      </button>
    </form>
  );
};

const Row = ({ line, isCertain }: { line: BankLine; isCertain: boolean }) => {
  const { bank } = useWords();
  const figures = useFigures();
  const isOut = line.direction === 'out';
  return (
    <tr>
      <th scope="row">
        <a href={`/office/bank/lines/${line.id}`}>
          <Day on={line.bookedOn} />
        </a>{' '}
        <small class="meta">{bank.rowOf(String(line.rowNumber))}</small>
      </th>
      <td class="n amount" data-label={bank.amount}>
        {isOut ? '−' : ''}
        {figures.moneyIn(line.amountMinor, line.currency)}
      </td>
      <td data-label={bank.party}>
        {line.partyName || bank.noName}
        {line.partyBin && <small class="meta code"> {line.partyBin}</small>}
      </td>
      <td data-label={bank.purpose}>{line.purpose || '—'}</td>
      <td data-label={bank.state}>
        <BankLineState state={line.state} />
        {line.companyName && <small class="meta"> {line.companyName}</small>}
        {isCertain && (
          <>
            {' '}
            <Status mood="info">{bank.certain}</Status>
          </>
        )}
      </td>
    </tr>
  );
};
