import type { Kysely } from 'kysely';
import { acknowledgeClaim } from '../../src/claims/work-on-claim.ts';
import { type ClaimOpened, openClaim } from '../../src/claims/open-claim.ts';
import { issueInvoice } from '../../src/payments/issue-invoice.ts';
import type { Actor, Buyer, Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import { keepFile } from '../../src/platform/keep-file.ts';
import { aCartOf, handedOver } from './sale.ts';
import { aBuyer, aCompany, at, rebarFor } from './world.ts';

/** A company on account that took goods of one lot over and has their invoice. */
export async function anOrderToClaim(
  db: Kysely<DB>,
  manager: Staff,
  more: { bars?: number; isInvoiced?: boolean } = {},
) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const buyer = await aBuyer(db, company);
  const product = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const bars = more.bars ?? 100;
  const orderId = await handedOver(
    db,
    manager,
    await aCartOf(db, manager, company, [{ product, bars }]),
  );
  if (more.isInvoiced !== false) {
    await transact(db, (tx) => issueInvoice(tx, manager, { orderId, channel: null, at }));
  }
  const [line] = await db
    .selectFrom('salesOrderLine')
    .where('orderId', '=', orderId)
    .selectAll()
    .execute();
  if (!line) throw new Error('an order without lines');
  return { company, buyer, product, orderId, line };
}

/** A photo that waits for the claim that it was taken for. */
export async function aPhoto(db: Kysely<DB>, person: Actor): Promise<string> {
  const bytes = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from(newId())]);
  const { personId } = person;
  const kept = await transact(db, (tx) => keepFile(tx, { name: 'photo.jpg', bytes, personId, at }));
  if (!kept.ok) throw new Error(kept.problem);
  return kept.file.id;
}

/** A complaint of ten pieces that are damaged, unless told otherwise. */
export const aComplaint = (
  of: { orderId: string; line: { id: string } },
  more: Partial<Omit<ClaimOpened, 'lines'>> & {
    pieces?: number;
    weightG?: number;
    amountMinor?: number;
  } = {},
): ClaimOpened => {
  const { pieces, weightG = null, amountMinor = null, ...rest } = more;
  return {
    ...{ id: newId(), orderId: of.orderId, kind: 'damaged', wanted: 'credit', words: 'bent' },
    lines: [
      {
        ...{ orderLineId: of.line.id, lotId: null, weightG, amountMinor },
        pieces: pieces ?? (weightG === null ? 10 : null),
      },
    ],
    ...{ discoveredOn: null, lateReason: '', fileIds: [], channel: 'web', at, ...rest },
  };
};

/** A claim of a buyer with a photo, taken up by one of ours. */
export async function aClaimTakenUp(
  db: Kysely<DB>,
  of: { orderId: string; line: { id: string }; buyer: Buyer; clerk: Staff },
  more: Parameters<typeof aComplaint>[1] = {},
): Promise<string> {
  const { buyer, clerk } = of;
  const complaint = aComplaint(of, { fileIds: [await aPhoto(db, buyer)], ...more });
  await transact(db, (tx) => openClaim(tx, buyer, complaint));
  const { id: claimId } = complaint;
  const { version } = await claimRow(db, claimId);
  const work = { claimId, version, words: '', at };
  await transact(db, (tx) => acknowledgeClaim(tx, clerk, work));
  return claimId;
}

/** A claim as its row says. */
export const claimRow = (db: Kysely<DB>, id: string) =>
  db.selectFrom('claim').where('id', '=', id).selectAll().executeTakeFirstOrThrow();
