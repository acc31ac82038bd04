import { Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { CustomerAccountPage } from '../../../views/office/customer-account.tsx';
import { findCompanyName } from '../../history/customer-card.queries.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { readLedger } from '../../payments/account-ledger.queries.ts';
import { listOpenOrders, readAccountNow } from '../../payments/account.queries.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { hrefOfPeriod, readPeriod } from '../period-query.ts';
import { placeOf } from './place.ts';

const PAGE = 50;

/** A customer's account as he sees it, for all of us who see money. */
export const customerAccount = new Hono<StaffEnv>().get(
  '/:companyId/account',
  staff('see-money'),
  async (c) => {
    const companyId = pathId('company', c.req.param('companyId'));
    const { db, actor, at, language } = c.var;
    const on = tradingDay(at);
    const { after, ...period } = readPeriod(c);
    const base = `/office/customers/${companyId}/account`;
    const now = await readAccountNow(db, { companyId, on });
    const companyName = now?.companyName ?? (await findCompanyName(db, companyId));
    if (companyName === undefined) throw new NotFound('company', companyId);
    const open = await listOpenOrders(db, { companyId, limit: PAGE });
    const found = await readLedger(db, { companyId, ...period, after, limit: PAGE + 1 });
    const lines = found.lines.slice(0, PAGE);
    const last = lines.at(-1);
    const ledger = {
      ...{ ledger: { ...found, lines }, period, forStaff: true, isContinued: after !== undefined },
      nextHref: found.lines.length > PAGE && last ? hrefOfPeriod(base, period, last) : undefined,
      firstHref: hrefOfPeriod(base, period),
      hrefOf: (orderId: string) => `/office/orders/${orderId}`,
    };
    const shown = { place: placeOf(actor, 'customers'), companyId, companyName, now, open, on };
    return answerPage(c, <CustomerAccountPage {...shown} ledger={ledger} />, {
      title: wordsFor(language).statements.titleOf(companyName),
    });
  },
);
