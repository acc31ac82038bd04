import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { readDocument, type TaxInvoice } from '../../src/payments/document.ts';
import { findDocument } from '../../src/payments/document.queries.ts';
import { eInvoiceXml } from '../../src/payments/e-invoice.ts';
import { listGoodsCustoms } from '../../src/payments/goods-customs.queries.ts';
import { issueInvoice } from '../../src/payments/issue-invoice.ts';
import { keepGoodsCustoms } from '../../src/payments/keep-goods-customs.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, handedOver } from '../support/sale.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;
let rebar: { id: string };
let company: { id: string };
let categoryCode: string;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  [clerk, manager] = [await aClerk(db), await aClerk(db, 'manager')];
  company = await aCompany(db, { creditKind: 'unlimited' });
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const { categoryCode: code } = await db
    .selectFrom('product')
    .where('id', '=', rebar.id)
    .select('categoryCode')
    .executeTakeFirstOrThrow();
  categoryCode = code;
});

const keep = (by: Staff, kept: { tnvedCode: string; originCode: number; category?: string }) =>
  transact(db, (tx) => {
    const { category = categoryCode, ...said } = kept;
    return keepGoodsCustoms(tx, by, { ...said, categoryCode: category, tnvedName: 'Прутки', at });
  });

async function anInvoice(): Promise<{ id: string; content: TaxInvoice }> {
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 7 }]);
  const orderId = await handedOver(db, clerk, cart);
  const id = await transact(db, (tx) => issueInvoice(tx, manager, { orderId, channel: null, at }));
  return { id, content: await contentOf(id) };
}

async function contentOf(id: string): Promise<TaxInvoice> {
  const content = readDocument(
    (await findDocument(db, { id, companyId: undefined }))?.content ?? undefined,
  );
  if (content?.kind !== 'tax-invoice') throw new Error('no tax invoice');
  return content;
}

describe('what the register of electronic invoices asks of goods', () => {
  test('stands on invoices from the moment it is known, on paper and in the XML; those before stay as they were', async () => {
    const before = await anInvoice();
    expect(before.content.lines).toMatchObject([{ customs: null }]);
    expect((await listGoodsCustoms(db))[0]).toMatchObject({ categoryCode, tnvedCode: null });

    await keep(manager, { tnvedCode: '7214200000', originCode: 4 });
    const after = await anInvoice();
    const customs = { tnvedCode: '7214200000', originCode: 4, tnvedName: 'Прутки' };
    expect(after.content.lines).toMatchObject([{ customs }]);
    const xml = eInvoiceXml(after.content);
    for (const said of [
      '<truOriginCode>4</truOriginCode>',
      '<unitCode>7214200000</unitCode>',
      '<tnvedName>Прутки</tnvedName>',
    ]) {
      expect(xml).toContain(said);
    }

    await keep(manager, { tnvedCode: '721499', originCode: 2 });
    expect(await contentOf(after.id)).toEqual(after.content);
    expect(await contentOf(before.id)).toEqual(before.content);
    expect((await anInvoice()).content.lines).toMatchObject([
      { customs: { tnvedCode: '721499', originCode: 2 } },
    ]);
  });

  test('is said by those who keep the books, of goods that there are', async () => {
    const said = { tnvedCode: '721420', originCode: 4 };
    await expect(keep(clerk, said)).rejects.toMatchObject({ reason: { code: 'not-permitted' } });
    await expect(keep(manager, { ...said, category: 'no-such' })).rejects.toThrow('category');
  });

  test('is a code of four to ten digits and a sign that goods can have', async () => {
    await expect(keep(manager, { tnvedCode: '72a', originCode: 4 })).rejects.toThrow('tnved_code');
    await expect(keep(manager, { tnvedCode: '721420', originCode: 6 })).rejects.toThrow(
      'origin_code',
    );
  });
});
