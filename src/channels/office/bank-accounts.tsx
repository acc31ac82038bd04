import { type Context, Hono } from 'hono';
import { BankAccountsPage } from '../../../views/office/bank-accounts.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { keepOwnAccount } from '../../payments/keep-own-accounts.ts';
import { listOwnAccounts } from '../../payments/own-account.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { AccountTyped } from './bank-fields.ts';
import { placeOf } from './place.ts';

type Refused = { values: Record<string, string>; problems: Record<string, string> };

/** Our accounts at banks. Buyers pay to the main one, so only who administers may touch them. */
export const bankAccounts = new Hono<StaffEnv>()
  .use(staff('administer'))

  .get('/', (c) => showAccounts(c))

  .post('/', async (c) => {
    const form = await readForm(c, AccountTyped);
    if (!form.ok) return showAccounts(c, form);
    const { db, actor, at } = c.var;
    await transact(db, (tx) => keepOwnAccount(tx, actor, { account: form.data, at }));
    return c.redirect('/office/bank/accounts', 303);
  });

async function showAccounts(c: Context<StaffEnv>, refused?: Refused): Promise<Response> {
  const accounts = await listOwnAccounts(c.var.db);
  const place = placeOf(c.var.actor, 'accounts');
  const { accounts: title } = wordsFor(c.var.language).bank;
  return answerPage(c, <BankAccountsPage {...{ place, accounts, refused }} />, {
    ...{ title, status: refused ? 422 : 200 },
  });
}
