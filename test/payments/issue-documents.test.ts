import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { recordEvent } from '../../src/events/record-event.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { type DocumentContent, readDocument } from '../../src/payments/document.ts';
import { findDocument, listDocuments } from '../../src/payments/document.queries.ts';
import { issueCreditNote } from '../../src/payments/issue-credit-note.ts';
import { issueInvoice, issueOrderInvoices } from '../../src/payments/issue-invoice.ts';
import { issueOrderPapers, issueProforma } from '../../src/payments/issue-order-papers.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { voidDocument } from '../../src/payments/void-document.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, DocumentKind } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, handedOver, place } from '../support/sale.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  [clerk, manager] = [await aClerk(db), await aClerk(db, 'manager')];
});

/** A company on account, or one that pays first, with an order of bars of rebar. */
async function anOrder(more: { bars?: number; prepaid?: boolean } = {}) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: more.bars ?? 7 }]);
  return { company, cart };
}

async function aDelivered(more: { bars?: number } = {}) {
  const { company, cart } = await anOrder(more);
  const orderId = await handedOver(db, clerk, cart);
  await invoiced(orderId);
  const [invoice] = await documentsOf(company.id, 'tax-invoice');
  return { company, orderId, invoice: invoice! };
}

/** Runs a job as the worker does, for an event that happened to an order. */
async function runJob(job: typeof issueOrderPapers, orderId: string, jobAt = at): Promise<void> {
  const order = await orderOf(orderId);
  const { number, companyId } = order;
  const event = { type: 'order.moved', orderId, number, from: 'ready', to: 'delivered' } as const;
  const by = { companyId, personId: null, channel: null, subjectId: orderId, at };
  const eventId = await transact(db, (tx) => recordEvent(tx, event, by));
  await job(db, { eventId }, jobAt);
}
const invoiced = (orderId: string, jobAt?: Date) => runJob(issueOrderInvoices, orderId, jobAt);

const orderOf = (id: string) =>
  db.selectFrom('salesOrder').where('id', '=', id).selectAll().executeTakeFirstOrThrow();

/** The account of a company, by its buckets. */
const accountOf = (companyId: string) =>
  db
    .selectFrom('companyAccount')
    .where('companyId', '=', companyId)
    .select(['unbilledMinor', 'receivableMinor', 'advanceMinor', 'balanceMinor', 'exposureMinor'])
    .executeTakeFirstOrThrow();

const documentsOf = (companyId: string, kind?: DocumentKind) =>
  listDocuments(db, { companyId, kind, limit: 100 });

async function contentOf(id: string): Promise<DocumentContent> {
  const found = await findDocument(db, { id, companyId: undefined });
  const content = readDocument(found?.content);
  if (!content) throw new Error('a document that cannot be read');
  return content;
}

const paid = (company: { id: string }, orderId: string, amountMinor: number) =>
  transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'transfer', reference: newId(), companyId: company.id, amountMinor },
      ...{ orderIds: [orderId], personId: null, channel: null, at },
    }),
  );

describe('the papers of an order that was placed', () => {
  test('are a confirmation and, where it is paid first, an invoice to pay by until the metal is held', async () => {
    const { company, cart } = await anOrder();
    const { orderId } = await place(db, clerk, cart, { payment: 'prepaid' });

    await runJob(issueOrderPapers, orderId);
    await runJob(issueOrderPapers, orderId);

    const papers = await documentsOf(company.id, 'proforma');
    expect(papers).toHaveLength(1);
    expect(await documentsOf(company.id, 'order-confirmation')).toHaveLength(1);
    const { grossMinor, reservedUntil, number } = await orderOf(orderId);
    expect(await contentOf(papers[0]!.id)).toMatchObject({
      ...{ number: papers[0]!.number, toPayMinor: grossMinor, totals: { grossMinor } },
      dueOn: reservedUntil!.toISOString().slice(0, 10),
      order: { number },
    });
    expect(papers[0]!.number).toMatch(/^С-2026-\d{6}$/);
  });

  test('on account are a confirmation alone, and a proforma when somebody asks', async () => {
    const { company, cart } = await anOrder();
    const { orderId } = await place(db, clerk, cart);

    await runJob(issueOrderPapers, orderId);
    expect((await documentsOf(company.id)).map(({ kind }) => kind)).toEqual(['order-confirmation']);

    const ask = () =>
      transact(db, (tx) => issueProforma(tx, { orderId, actor: clerk, channel: 'counter', at }));
    const first = await ask();
    expect(await ask()).toBe(first);
    await paid(company, orderId, 100_00);
    const second = await ask();
    expect(second).not.toBe(first);
    const { grossMinor } = await orderOf(orderId);
    expect(await contentOf(second)).toMatchObject({ toPayMinor: grossMinor - 100_00 });
  });

  test('nothing is asked for where nothing is left to pay', async () => {
    const { company, cart } = await anOrder();
    const { orderId } = await place(db, clerk, cart);
    await paid(company, orderId, (await orderOf(orderId)).grossMinor);

    await expect(
      transact(db, (tx) => issueProforma(tx, { orderId, actor: clerk, channel: 'counter', at })),
    ).rejects.toMatchObject({ reason: { code: 'nothing-due' } });
  });
});

describe('an invoice', () => {
  test('is issued once for what was handed over, and what was not billed is owed', async () => {
    const { company, cart } = await anOrder();
    const orderId = await handedOver(db, clerk, cart);
    const { grossMinor } = await orderOf(orderId);
    expect(await accountOf(company.id)).toMatchObject({ unbilledMinor: grossMinor });

    const byHand = () =>
      transact(db, (tx) => issueInvoice(tx, manager, { orderId, channel: null, at }));
    const outcomes = await Promise.allSettled([byHand(), byHand(), byHand(), invoiced(orderId)]);

    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    const known = refused.map(({ reason }: { reason?: { code: string } }) => reason?.code);
    expect(new Set(known)).toEqual(new Set(['nothing-to-invoice']));
    expect(await documentsOf(company.id, 'tax-invoice')).toMatchObject([{ grossMinor }]);
    expect(await accountOf(company.id)).toMatchObject({
      ...{ unbilledMinor: 0, receivableMinor: grossMinor, exposureMinor: grossMinor },
    });
    expect(await auditFindings(db)).toEqual([]);
  });

  test('takes what was paid in advance off what is owed', async () => {
    const { company, cart } = await anOrder();
    const { orderId } = await place(db, clerk, cart);
    await paid(company, orderId, 1_000_00);
    await delivered(orderId);

    await invoiced(orderId);

    const { grossMinor } = await orderOf(orderId);
    expect(await accountOf(company.id)).toMatchObject({
      ...{ unbilledMinor: 0, advanceMinor: 0, receivableMinor: grossMinor - 1_000_00 },
    });
  });

  test('has the VAT of the day of turnover, not of the order, and the agreed sum (R14, R10)', async () => {
    const { company, cart } = await anOrder();
    // Ordered on the last day of the old rate, handed over on the first of the new one.
    const before = new Date('2025-12-31T06:00:00Z');
    const { orderId } = await place(db, clerk, cart, { at: before });
    expect(await orderOf(orderId)).toMatchObject({ placedAt: before });
    const { grossMinor } = await orderOf(orderId);
    await delivered(orderId, new Date('2026-01-01T05:00:00Z'));

    await invoiced(orderId, new Date('2026-01-02T05:00:00Z'));

    const [invoice] = await documentsOf(company.id, 'tax-invoice');
    expect(invoice).toMatchObject({ turnoverOn: '2026-01-01', issuedOn: '2026-01-02', grossMinor });
    const content = await contentOf(invoice!.id);
    expect(content).toMatchObject({ totals: { grossMinor, byRate: [{ vatRateBp: 1600 }] } });
    expect(await auditFindings(db)).toEqual([]);
  });

  test('of nothing that was handed over is refused, and given by a clerk of no right neither', async () => {
    const { cart } = await anOrder();
    const { orderId } = await place(db, clerk, cart);
    const asking = (by: Staff) =>
      transact(db, (tx) => issueInvoice(tx, by, { orderId, channel: 'phone', at }));

    await expect(asking(manager)).rejects.toMatchObject({ reason: { code: 'nothing-to-invoice' } });
    await expect(asking(clerk)).rejects.toMatchObject({ reason: { code: 'not-permitted' } });
  });
});

/** Moves an order to its end. */
async function delivered(orderId: string, moment = at): Promise<void> {
  for (;;) {
    const { stage, version } = await orderOf(orderId);
    if (stage === 'delivered') return;
    const move = { orderId, version, channel: 'counter' as const, at: moment };
    await transact(db, (tx) => moveOrder(tx, clerk, move));
  }
}

describe('a credit note', () => {
  const credit = (
    invoiceId: string,
    asked: Parameters<typeof issueCreditNote>[2]['asked'],
    key = newId(),
  ) =>
    transact(db, (tx) =>
      issueCreditNote(tx, manager, {
        ...{ key, invoiceId, asked, reason: 'Погнуты при погрузке', channel: 'phone', at },
      }),
    );

  test('on a whole invoice that is not paid leaves nothing owed', async () => {
    const { company, orderId, invoice } = await aDelivered();

    const id = await credit(invoice.id, 'whole');

    expect(await contentOf(id)).toMatchObject({
      kind: 'credit-note',
      invoice: { number: invoice.number },
      totals: { grossMinor: -invoice.grossMinor },
    });
    expect(await accountOf(company.id)).toMatchObject({
      ...{ receivableMinor: 0, balanceMinor: 0, exposureMinor: 0 },
    });
    expect((await orderOf(orderId)).paidMinor).toBe(invoice.grossMinor);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('on an invoice that was paid is money of the company', async () => {
    const { company, orderId, invoice } = await aDelivered();
    await paid(company, orderId, invoice.grossMinor);

    await credit(invoice.id, [{ position: 1, grossMinor: 5_000_00 }]);

    expect(await accountOf(company.id)).toMatchObject({
      ...{ receivableMinor: 0, balanceMinor: 5_000_00, exposureMinor: -5_000_00 },
    });
    expect(await auditFindings(db)).toEqual([]);
  });

  test('is one for one form, however often it is sent, and two at once give no more than is left', async () => {
    const { company, invoice } = await aDelivered();
    const key = newId();
    const part = [{ position: 1, grossMinor: invoice.grossMinor - 1 }];

    const [first, second] = await Promise.all([
      credit(invoice.id, part, key),
      credit(invoice.id, part, key),
    ]);
    expect(second).toBe(first);
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => credit(invoice.id, [{ position: 1, grossMinor: 1 }])),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { reason: { code: 'credit-beyond', position: 1, leftMinor: 0 } },
    });
    const notes = await documentsOf(company.id, 'credit-note');
    expect(notes.reduce((sum, { grossMinor }) => sum + grossMinor, 0)).toBe(-invoice.grossMinor);
    expect(await auditFindings(db)).toEqual([]);
  });
});

describe('a document that is void', () => {
  const avoid = (documentId: string, by = manager) =>
    transact(db, (tx) =>
      voidDocument(tx, by, { documentId, reason: 'Не тот покупатель', channel: 'phone', at }),
    );

  test('keeps its number, and what it billed waits for an invoice again', async () => {
    const { company, orderId, invoice } = await aDelivered();
    await paid(company, orderId, 1_000_00);

    await avoid(invoice.id);
    await avoid(invoice.id);

    expect(await accountOf(company.id)).toMatchObject({
      ...{ unbilledMinor: invoice.grossMinor, receivableMinor: 0, advanceMinor: 1_000_00 },
    });
    const again = await transact(db, (tx) =>
      issueInvoice(tx, manager, { orderId, channel: 'phone', at }),
    );
    expect(again).not.toBe(invoice.id);
    expect(await accountOf(company.id)).toMatchObject({
      ...{ unbilledMinor: 0, receivableMinor: invoice.grossMinor - 1_000_00, advanceMinor: 0 },
    });
    const states = (await documentsOf(company.id, 'tax-invoice')).map(({ state }) => state);
    expect(states.toSorted()).toEqual(['issued', 'void']);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('is no invoice that a credit note stands on; that note takes its money back first', async () => {
    const { company, orderId, invoice } = await aDelivered();
    const noteId = await transact(db, (tx) =>
      issueCreditNote(tx, manager, {
        ...{
          key: newId(),
          invoiceId: invoice.id,
          asked: 'whole',
          reason: 'x',
          channel: 'phone',
          at,
        },
      }),
    );

    await expect(avoid(invoice.id)).rejects.toMatchObject({
      reason: { code: 'document-corrected' },
    });
    await avoid(noteId);
    expect(await accountOf(company.id)).toMatchObject({
      ...{ receivableMinor: invoice.grossMinor, balanceMinor: 0 },
    });
    expect((await orderOf(orderId)).paidMinor).toBe(0);
    await avoid(invoice.id);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('is made so by those who keep the books alone', async () => {
    const { invoice } = await aDelivered();

    await expect(avoid(invoice.id, clerk)).rejects.toMatchObject({
      reason: { code: 'not-permitted' },
    });
  });
});

describe('what was issued', () => {
  test('is never changed and never taken out', async () => {
    const { invoice } = await aDelivered();
    const row = db.updateTable('document').where('id', '=', invoice.id);

    await expect(row.set({ grossMinor: 1 }).execute()).rejects.toThrow(/never changed/);
    await expect(row.set({ content: JSON.stringify({}) }).execute()).rejects.toThrow(
      /never changed/,
    );
    await expect(db.deleteFrom('document').where('id', '=', invoice.id).execute()).rejects.toThrow(
      /never changed/,
    );
  });

  test('is numbered 1 to n in the order of the commits, in each year anew', async () => {
    const orders = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const { cart } = await anOrder();
        return handedOver(db, clerk, cart);
      }),
    );
    const newYear = new Date('2027-01-01T04:00:00Z');

    await Promise.all(orders.map((orderId) => invoiced(orderId, newYear)));

    const serials = await db
      .selectFrom('document')
      .where('kind', '=', 'tax-invoice')
      .where('year', '=', 2027)
      .orderBy('serial')
      .select(['serial', 'number'])
      .execute();
    expect(serials.map(({ serial }) => serial)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(serials[0]!.number).toBe('СФ-2027-000001');
    expect(await auditFindings(db)).toEqual([]);
  });
});
