import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { BankPage } from '../../../views/office/bank.tsx';
import { BankStatementPage, StatementLines } from '../../../views/office/bank-statement.tsx';
import { figuresFor } from '../../../views/figures.ts';
import { wordsFor } from '../../../views/language.tsx';
import { BOOKS_CURRENCY } from '../../ledger/booking.ts';
import { asPayment, isCertain } from '../../payments/bank-line.ts';
import { countQueue, listLinesOfStatement } from '../../payments/bank-line.queries.ts';
import {
  findStatement,
  findStatementFile,
  listStatements,
} from '../../payments/bank-statement.queries.ts';
import { askToBookCertain, TRANSFER_FEE_MINOR } from '../../payments/book-certain-lines.ts';
import {
  type ImportProblem,
  importStatement,
  readStatementFile,
} from '../../payments/import-statement.ts';
import { matchPayments } from '../../payments/match-payment.ts';
import { listOpenItems } from '../../payments/open-item.queries.ts';
import { listOwnAccounts } from '../../payments/own-account.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { firstSigns } from '../../platform/first-signs.ts';
import { NotFound } from '../../platform/refusal.ts';
import { answerFile } from '../attachments.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, typedIn, wantsFragment } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { PageNumber } from '../query-fields.ts';
import { fieldProblems, StatementSent } from './bank-fields.ts';
import { placeOf } from './place.ts';

const STATEMENTS = 20;
const LINES = 100;
const FILE_NAME_MAX = 200;

const Paged = z.object({ page: PageNumber });
const Shown = z.object({
  state: z.enum(['waits', 'booked', 'set-aside', 'outgoing']).optional().catch(undefined),
  page: PageNumber,
  again: z.literal('yes').optional().catch(undefined),
});

/** Statements of our accounts: taken in, looked at, and booked as far as they are certain. */
export const officeBank = new Hono<StaffEnv>()
  .use(staff('keep-books'))

  .get('/', (c) => showBank(c))

  .post('/file', async (c) => {
    const form = await readForm(c, StatementSent);
    const [file, another] = c.var.files.get('file') ?? [];
    if (!form.ok) return showBank(c, { problems: form.problems });
    const { account, pasted } = form.data;
    const isPasted = pasted.trim() !== '';
    // A browser sends an empty one without a name when nothing was chosen.
    if (another) return showBank(c, { problems: { file: 'invalid' } });
    if (!isPasted && (!file || file.size === 0)) {
      return showBank(c, { problems: { file: file?.name ? 'fileEmpty' : 'fileMissing' } });
    }
    const { db, actor, at } = c.var;
    const bytes = isPasted || !file ? Buffer.from(pasted) : Buffer.from(await file.arrayBuffer());
    const name = isPasted ? '' : firstSigns(file?.name ?? '', FILE_NAME_MAX);
    const accounts = await listOwnAccounts(db);
    const known = { accounts, account, currency: BOOKS_CURRENCY };
    const read = await readStatementFile({ bytes, name }, known);
    if (!read.ok) {
      const { problem } = read;
      return showBank(c, { problems: fieldProblems(problem), problem });
    }
    const { statementIds, isNew } = await transact(db, (tx) =>
      importStatement(tx, actor, { ...read, at }),
    );
    const [first, more] = statementIds;
    const query = isNew ? '' : '?again=yes';
    return c.redirect(`/office/bank${more === undefined ? `/${first}` : ''}${query}`, 303);
  })

  .get('/:statementId', async (c) => {
    const shown = await readStatement(c);
    if (wantsFragment(c)) return answerPart(c, <StatementLines {...shown} />);
    const place = placeOf(c.var.actor, 'bank');
    const { bank } = wordsFor(c.var.language);
    const { fromDay, toDay } = shown.statement;
    const figures = figuresFor(c.var.language);
    const title = bank.statementOf(
      fromDay === null || toDay === null
        ? bank.noPeriod
        : bank.period(figures.date(fromDay), figures.date(toDay)),
    );
    return answerPage(c, <BankStatementPage {...shown} place={place} title={title} />, { title });
  })

  .get('/:statementId/file', async (c) => {
    const id = statementIdOf(c);
    const file = await findStatementFile(c.var.db, id);
    if (!file) throw new NotFound('bank statement', id);
    return answerFile(c, { ...file, name: file.name || `statement.${file.kind}` });
  })

  .post('/:statementId/certain', async (c) => {
    const statementId = statementIdOf(c);
    const { db, actor, at } = c.var;
    await transact(db, (tx) => askToBookCertain(tx, actor, { statementId, at }));
    return c.redirect(`/office/bank/${statementId}`, 303);
  });

const statementIdOf = (c: Context<StaffEnv>) =>
  pathId('bank statement', c.req.param('statementId') ?? '');

/** Statements, accounts and what waits: three statements. */
async function showBank(
  c: Context<StaffEnv>,
  refused: { problems?: Record<string, string>; problem?: ImportProblem } = {},
): Promise<Response> {
  const { db, actor } = c.var;
  const { page } = readQuery(c, Paged);
  const [statements, accounts, queue] = await Promise.all([
    listStatements(db, { limit: STATEMENTS + 1, offset: (page - 1) * STATEMENTS }),
    listOwnAccounts(db),
    countQueue(db),
  ]);
  const { problems = {}, problem } = refused;
  const shown = {
    ...{ place: placeOf(actor, 'bank'), accounts, queue, page, problems },
    ...{ statements: statements.slice(0, STATEMENTS), hasMore: statements.length > STATEMENTS },
    why: problem?.code === 'no-payments' ? problem.why : undefined,
    typed: typedIn(c),
  };
  const { title } = wordsFor(c.var.language).bank;
  const status = refused.problems ? 422 : 200;
  return answerPage(c, <BankPage {...shown} />, { title, status });
}

/** A statement with a page of its lines, and which of them are certain: three statements. */
async function readStatement(c: Context<StaffEnv>) {
  const { db } = c.var;
  const id = statementIdOf(c);
  const { state, page, again } = readQuery(c, Shown);
  const statement = await findStatement(db, id);
  if (!statement) throw new NotFound('bank statement', id);
  const found = await listLinesOfStatement(db, {
    ...{ statementId: id, state, limit: LINES, offset: (page - 1) * LINES },
  });
  const waiting = found.lines.filter((line) => line.state === 'waits' && line.timesReversed === 0);
  const items = waiting.length > 0 ? await listOpenItems(db) : [];
  const matches = matchPayments(waiting.map(asPayment), items, TRANSFER_FEE_MINOR);
  const certain = matches.filter(({ suggestions: [best] }) => best && isCertain(best));
  return {
    ...{ statement, lines: found.lines, state, page, isAgain: again === 'yes' },
    pages: Math.ceil(found.count / LINES),
    certain: new Set(certain.map(({ paymentId }) => paymentId)),
  };
}
