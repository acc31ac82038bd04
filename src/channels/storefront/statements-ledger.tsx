import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { StatementsLedgerPage } from '../../../views/storefront/statements-ledger.tsx';
import { tradingDay } from '../../measures/calendar.ts';
import { readLedger } from '../../payments/account-ledger.queries.ts';
import { Refusal } from '../../platform/refusal.ts';
import { ledgerRows } from '../account-table.ts';
import { answerTable } from '../downloads.ts';
import type { BuyerEnv } from '../env.ts';
import { readQuery } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { hrefOfPeriod, readPeriod } from '../period-query.ts';

const PAGE = 50;
const FILE_ROWS_MAX = 20_000;
const BASE = '/statements/ledger';

const Kind = z.object({ kind: z.enum(['xlsx', 'csv']).catch('xlsx') });

/** A company's account line by line, and as a table to be saved. */
export const statementsLedger = new Hono<BuyerEnv>()
  .use(buyer('see-money'))

  .get('/', async (c) => {
    const { language, at } = c.var;
    const { ledger, period, after, nextHref } = await readPage(c);
    const shown = {
      ...{ ledger, period, nextHref, on: tradingDay(at), forStaff: false },
      isContinued: after !== undefined,
      firstHref: hrefOfPeriod(BASE, period),
      hrefOf: (orderId: string) => `/o/${orderId}`,
    };
    const { ledger: title } = wordsFor(language).statements;
    return answerPage(c, <StatementsLedgerPage {...shown} />, { title });
  })

  .get('/export', async (c) => {
    const { db, actor, language } = c.var;
    const { companyId, companyName } = actor;
    const { from, to } = readPeriod(c);
    const { kind } = readQuery(c, Kind);
    const ledger = await readLedger(db, { companyId, from, to, limit: FILE_ROWS_MAX });
    if (ledger.count > FILE_ROWS_MAX) {
      throw new Refusal({ code: 'account-too-long', rowsMax: FILE_ROWS_MAX });
    }
    const words = wordsFor(language);
    const name = words.statements.file(companyName, from, to);
    return answerTable(c, kind, { name, rows: ledgerRows(words, { ledger, from, to }) });
  });

async function readPage(c: Context<BuyerEnv>) {
  const { db, actor } = c.var;
  const { companyId } = actor;
  const { after, ...period } = readPeriod(c);
  const found = await readLedger(db, { companyId, ...period, after, limit: PAGE + 1 });
  const lines = found.lines.slice(0, PAGE);
  const last = lines.at(-1);
  const nextHref = found.lines.length > PAGE && last ? hrefOfPeriod(BASE, period, last) : undefined;
  return { ledger: { ...found, lines }, period, after, nextHref };
}
