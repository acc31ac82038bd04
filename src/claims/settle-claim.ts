import { lockAccount } from '../credit/credit.queries.ts';
import { lockOrder } from '../ordering/order.queries.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { derivedId } from '../platform/derived-id.ts';
import { failpoint } from '../platform/failpoint.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { takeBack } from '../stock/take-back.ts';
import { isMoney } from './claim.ts';
import { type AtClaim, lockOf, lockToWork, rememberClaim } from './claim-at-hand.ts';
import {
  type ClaimedLine,
  findClaimFacts,
  insertStep,
  listClaimedLines,
  type LockedClaim,
  setClaim,
} from './claim.queries.ts';
import { creditClaim, planCredit, type ToCredit } from './credit-claim.ts';
import {
  findOrderOf,
  hasSettlement,
  insertReturns,
  insertSettlement,
  type NewReturn,
  readLeftOfLot,
} from './settlement.queries.ts';

/** Goods that came back for a line of a claim, of the lot that they had left in; sound ones are sold again. Grams. */
export type GoodsReturned = {
  claimLineId: string;
  fromLotId: string;
  weightG: number;
  pieces: number | null;
  isSound: boolean;
};

/** How a decided claim is made good. `key` is made with the form, so that a second click is known. */
export type ClaimSettled = AtClaim & {
  key: string;
  words: string;
  /** The order by which goods were replaced or cut again, where there is one; its number. */
  followUpNumber: string;
  returns: readonly GoodsReturned[];
};

/**
 * Makes good what was decided, in one piece: money by credit notes on the invoices
 * of the order, and paid back where that was decided; goods that came back as lots
 * of their own heat; goods that were replaced or cut again by the word that they were
 * handed over. Nothing is disputed any more, and the customer is told. The same form
 * again changes nothing; another one finds it settled. Locks account, order, claim,
 * stock, counter.
 */
export async function settleClaim(tx: Tx, clerk: Staff, settled: ClaimSettled): Promise<void> {
  const { key, claimId, words, at } = settled;
  if (!may(clerk, 'work-on-claims')) throw new Refusal({ code: 'not-permitted' });
  const facts = await findClaimFacts(tx, claimId);
  if (!facts) throw new NotFound('claim', claimId);
  const { companyId, orderId } = facts;
  await lockAccount(tx, companyId);
  await lockOrder(tx, orderId);
  await lockOf(tx, clerk, claimId);
  if (await hasSettlement(tx, { id: key, claimId })) return;
  const claim = await lockToWork(tx, clerk, {
    ...{ ...settled, deed: 'settle', capability: 'work-on-claims' },
  });
  const { outcome, number } = claim;
  if (outcome === null) throw new Refusal({ code: 'changed-meanwhile' });
  if (isMoney(outcome) && !may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });

  const lines = await listClaimedLines(tx, claimId);
  const toCredit = isMoney(outcome) ? linesToCredit(claim, lines) : [];
  const amountMinor = toCredit.reduce((sum, one) => sum + one.amountMinor, 0);
  const credited = await planCredit(tx, { orderId, lines: toCredit });
  const { personId } = clerk;
  await insertSettlement(
    tx,
    {
      ...{ id: key, companyId, claimId, outcome, amountMinor, words },
      ...{ followUpOrderId: await followUpOf(tx, claim, settled) },
      ...{ settledBy: personId, settledAt: at },
    },
    toCredit.map(({ line, amountMinor: given }) => ({ id: line.id, amountMinor: given })),
  );
  await setClaim(tx, claimId, { state: 'settled', closedAt: at, dueAt: null, disputedMinor: 0 });
  await insertStep(tx, { claimId, companyId, kind: 'settled', personId, words, at });
  const event = { type: 'claim.settled', claimId, number, outcome, amountMinor } as const;
  await rememberClaim(tx, claim, { event, actor: clerk, at });
  if (outcome === 'return') await bringBack(tx, { settled, lines, companyId, orderId });
  failpoint('claim.after-return');
  await creditClaim(tx, clerk, { key, claim, credited, at });
  failpoint('claim.before-commit');
}

/** Money for goods names the goods; a lower price names none. */
function linesToCredit(claim: LockedClaim, lines: readonly ClaimedLine[]): ToCredit[] {
  return lines.flatMap((line) => {
    const amountMinor = line.acceptedMinor ?? 0;
    if (amountMinor <= 0) return [];
    const isForGoods = claim.outcome !== 'price-cut' && amountMinor === line.claimedMinor;
    return [{ line, amountMinor, weightG: isForGoods ? (line.claimedG ?? undefined) : undefined }];
  });
}

async function followUpOf(
  tx: Tx,
  { companyId, outcome }: LockedClaim,
  { followUpNumber: number }: ClaimSettled,
): Promise<string | null> {
  if (number === '' || outcome === null || isMoney(outcome)) return null;
  const orderId = await findOrderOf(tx, { companyId, number });
  if (orderId === undefined) throw new Refusal({ code: 'claim-order-unknown', number });
  return orderId;
}

async function bringBack(
  tx: Tx,
  of: {
    settled: ClaimSettled;
    lines: readonly ClaimedLine[];
    companyId: string;
    orderId: string;
  },
): Promise<void> {
  const { settled, lines, companyId, orderId } = of;
  const { key: settlementId, at } = settled;
  const returns: (NewReturn & { line: ClaimedLine })[] = [];
  for (const { isSound, ...back } of settled.returns) {
    const line = lines.find(({ id }) => id === back.claimLineId);
    if (!line) throw new NotFound('claim line', back.claimLineId);
    const { position } = line;
    const leftOfLot = await readLeftOfLot(tx, { orderId, lotId: back.fromLotId });
    const alsoBack = returns
      .filter(({ fromLotId }) => fromLotId === back.fromLotId)
      .reduce((sum, { weightG }) => sum + weightG, 0);
    const leftG = Math.min(leftOfLot - alsoBack, line.claimedG ?? 0);
    if (back.weightG > leftG) throw new Refusal({ code: 'claim-goods-beyond', position, leftG });
    const lotId = isSound ? derivedId(settlementId, `${line.id} ${back.fromLotId}`) : null;
    returns.push({ ...back, lotId, line });
  }
  const goods = returns.flatMap(({ line, lotId, fromLotId, weightG, pieces }) => {
    const { branchCode, productId } = line;
    return lotId === null ? [] : [{ lotId, fromLotId, weightG, pieces, branchCode, productId }];
  });
  await takeBack(tx, { goods, at });
  const rows = returns.map(({ claimLineId, fromLotId, lotId, weightG, pieces }) => ({
    ...{ claimLineId, fromLotId, lotId, weightG, pieces },
  }));
  await insertReturns(tx, { settlementId, companyId }, rows);
}
