import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { issueCreditNote } from '../../src/payments/issue-credit-note.ts';
import { issueInvoice } from '../../src/payments/issue-invoice.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { voidDocument } from '../../src/payments/void-document.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, handedOver } from '../support/sale.ts';
import { aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

/** What may happen to an order that was handed over. */
const aDeed = fc.oneof(
  fc.record({
    deed: fc.constant('pay' as const),
    share: fc.double({ min: 0.05, max: 1.2, noNaN: true }),
  }),
  fc.record({
    deed: fc.constant('credit' as const),
    share: fc.double({ min: 0.05, max: 1, noNaN: true }),
  }),
  fc.record({ deed: fc.constant('invoice' as const), share: fc.constant(0) }),
  fc.record({ deed: fc.constant('void' as const), share: fc.constant(0) }),
);

test('whatever is invoiced, paid, credited and made void, documents and books say the same', async () => {
  const { db } = await freshDatabase();
  await aTradingDay(db);
  const [clerk, manager] = [await aClerk(db), await aClerk(db, 'manager')];
  const by = { channel: null, at } as const;

  await fc.assert(
    fc.asyncProperty(fc.array(aDeed, { minLength: 3, maxLength: 9 }), async (deeds) => {
      const company = await aCompany(db, { creditKind: 'unlimited' });
      const rebar = await rebarFor(db, company, { pricePerTonneMinor: 41_333_333 });
      const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 7 }]);
      const orderId = await handedOver(db, clerk, cart);
      const { grossMinor } = await db
        .selectFrom('salesOrder')
        .where('id', '=', orderId)
        .select('grossMinor')
        .executeTakeFirstOrThrow();
      let paidMinor = 0;
      const standing = () =>
        db
          .selectFrom('document')
          .where('companyId', '=', company.id)
          .where('state', '=', 'issued')
          .orderBy('issuedAt', 'desc')
          .orderBy('kind', 'desc')
          .select(['id', 'kind', 'grossMinor'])
          .execute();
      const work: Record<(typeof deeds)[number]['deed'], (share: number) => Promise<unknown>> = {
        pay: async (share) => {
          const amountMinor = Math.ceil(grossMinor * share);
          const received = {
            method: 'transfer',
            reference: newId(),
            companyId: company.id,
          } as const;
          await transact(db, (tx) =>
            receivePayment(tx, {
              ...received,
              amountMinor,
              orderIds: [orderId],
              personId: null,
              ...by,
            }),
          );
          paidMinor += amountMinor;
        },
        invoice: () => transact(db, (tx) => issueInvoice(tx, manager, { orderId, ...by })),
        credit: async (share) => {
          const invoice = (await standing()).find(({ kind }) => kind === 'tax-invoice');
          if (!invoice) return;
          const asked = [{ position: 1, grossMinor: Math.ceil(invoice.grossMinor * share) }];
          const crediting = { key: newId(), invoiceId: invoice.id, asked, reason: 'x', ...by };
          await transact(db, (tx) => issueCreditNote(tx, manager, crediting));
        },
        void: async () => {
          const [last] = await standing();
          if (!last) return;
          const voiding = { documentId: last.id, reason: 'x', ...by };
          await transact(db, (tx) => voidDocument(tx, manager, voiding));
        },
      };
      for (const { deed, share } of deeds) {
        // What the trade refuses changes nothing.
        await work[deed](share).catch((error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
        });
      }

      const documents = await standing();
      const sumOf = (kind: string) =>
        documents.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.grossMinor, 0);
      const account = await db
        .selectFrom('companyAccount')
        .where('companyId', '=', company.id)
        .select(['unbilledMinor', 'exposureMinor'])
        .executeTakeFirstOrThrow();
      expect(account).toEqual({
        unbilledMinor: grossMinor - sumOf('tax-invoice'),
        exposureMinor: grossMinor + sumOf('credit-note') - paidMinor,
      });
      const { rows } = await sql<{ sold: number }>`
        select -sum(amount_minor)::bigint as sold from ledger_entry
        where account in ('revenue', 'vat') and transaction_id in (
          select transaction_id from ledger_entry where company_id = ${company.id})`.execute(db);
      expect(rows[0]?.sold).toBe(grossMinor + sumOf('credit-note'));
      expect(await auditFindings(db)).toEqual([]);
    }),
    { numRuns: 8 },
  );
}, 120_000);
