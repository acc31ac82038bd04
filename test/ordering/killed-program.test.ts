import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, test, vi } from 'vitest';
import { addLines } from '../../src/ordering/add-lines.ts';
import { openWebCart } from '../../src/ordering/open-cart.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { failpoints } from '../../src/platform/failpoint.ts';
import { newId } from '../../src/platform/id.ts';
import { fieldOf } from '../channels/desk-world.ts';
import { fromOurPage, signedIn } from '../support/app.ts';
import { aWebProcess } from '../support/child.ts';
import { freshDatabase } from '../support/database.ts';
import { auditFindings } from '../support/sale.ts';
import { aBuyer, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

// Processes of their own take seconds to start on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const THREE_BARS_G = 31_169;
const THREE_BARS_MINOR = 1_518_554; // 13 090.98 KZT and 16 % VAT

let db: Kysely<DB>;
let url: string;
beforeAll(async () => {
  ({ db, url } = await freshDatabase());
  await aTradingDay(db);
});

/** A buyer with three bars of rebar in the cart on the web, signed in. */
async function aBuyerAtCheckout() {
  const company = await aCompany(db, { creditLimitMinor: 10_000_000 });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const buyer = await aBuyer(db, company);
  await transact(db, async (tx) => {
    const cart = await openWebCart(tx, buyer, { companyId: company.id, at });
    const quantity = { amountMilli: 3000, unit: 'pcs' } as const;
    const lines = [{ id: newId(), productId: rebar.id, quantity }];
    await addLines(tx, buyer, { cartId: cart.id, channel: 'web', lines, at });
  });
  return { company, rebar, buyer, cookie: await signedIn(db, buyer, new Date()) };
}

type Checkout = Awaited<ReturnType<typeof aBuyerAtCheckout>>;

/** The form of the checkout as the browser would send it. */
async function formOf(address: string, cookie: string): Promise<URLSearchParams> {
  const page = await (await fetch(`${address}/checkout`, { headers: { cookie } })).text();
  const shown = ['cartId', 'key', 'shownTerms'].map((name) => [name, fieldOf(page, name)]);
  return new URLSearchParams({
    ...Object.fromEntries(shown),
    branchCode: 'ALA',
    siteId: '',
    contactId: '',
    purchaseNumber: 'PO-7',
    note: '',
    payment: 'on-account',
  });
}

const sending = (address: string, cookie: string, form: URLSearchParams) =>
  fetch(`${address}/checkout`, {
    method: 'POST',
    headers: { cookie, ...fromOurPage },
    body: form,
    redirect: 'manual',
  });

/** All that one placing leaves behind, in figures. */
async function traceOf({ company, rebar, buyer }: Checkout) {
  const found = await sql`
    select
      (select count(*) from sales_order where company_id = ${company.id}) as orders,
      (select count(*) from event where company_id = ${company.id} and type like 'order.%') as events,
      (select count(*) from outgoing_mail where recipient = ${buyer.email}) as letters,
      (select count(*) from reservation where product_id = ${rebar.id}) as reservations,
      (select reserved_g from stock_level where product_id = ${rebar.id}) as reserved_g,
      (select exposure_minor from company_account where company_id = ${company.id}) as exposure_minor`.execute(
    db,
  );
  return found.rows[0];
}

const nothing = {
  orders: 0,
  events: 0,
  letters: 0,
  reservations: 0,
  reservedG: 0,
  exposureMinor: 0,
};
const soldOnce = {
  orders: 1,
  events: 1,
  letters: 1,
  reservations: 1,
  reservedG: THREE_BARS_G,
  exposureMinor: THREE_BARS_MINOR,
};

async function untilNoJobIsLeft(): Promise<void> {
  for (;;) {
    const left = await sql`select from graphile_worker._private_jobs`.execute(db);
    if (left.rows.length === 0) return;
  }
}

test('the program is killed at each step of a placing; the next program takes the same form and sells once', async () => {
  const next = await aWebProcess({ DATABASE_URL: url });
  // These leave the jobs alone, so that none dies with a job in its hands.
  const dying = await Promise.all(
    failpoints
      .filter((name) => name.startsWith('order.'))
      .map(async (name) => {
        const armed = { FAILPOINTS: `${name}=kill`, WORKER: '0' };
        return { name, program: await aWebProcess({ DATABASE_URL: url, ...armed }) };
      }),
  );

  for (const { name, program } of dying) {
    const checkout = await aBuyerAtCheckout();
    const { cookie } = checkout;
    const form = await formOf(program.address, cookie);

    await expect(sending(program.address, cookie, form), name).rejects.toThrow('fetch failed');
    expect(await program.ended, name).toMatchObject({ signal: 'SIGKILL' });
    await untilNoJobIsLeft();
    const left = name === 'order.after-commit' ? soldOnce : nothing;
    expect(await traceOf(checkout), name).toEqual(left);

    const answer = await sending(next.address, cookie, form);
    expect(answer.status, name).toBe(303);
    expect(answer.headers.get('location'), name).toBe(`/o/${form.get('key')}`);
    await untilNoJobIsLeft();
    expect(await traceOf(checkout), name).toEqual(soldOnce);
    expect(await auditFindings(db), name).toEqual([]);
  }
});
