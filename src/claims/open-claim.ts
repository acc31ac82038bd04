import { toleranceOf } from '../delivery/tolerance.ts';
import { tradingDay } from '../measures/calendar.ts';
import { lockOrder } from '../ordering/order.queries.ts';
import { type Actor, may } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import { maySeeOrder } from '../people/order-scope.ts';
import type { Tx } from '../platform/db/database.ts';
import type { ClaimKind, ClaimOutcome } from '../platform/db/schema.ts';
import { derivedId } from '../platform/derived-id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { takeWaiting } from '../platform/stored-file.queries.ts';
import { evidenceNeeded, isOfGoods } from './claim.ts';
import { claimableUntil, nextDue } from './claim-clock.ts';
import { findClaimFacts, insertClaim, type NewClaimLine } from './claim.queries.ts';
import {
  type ClaimableLine,
  type ClaimableOrder,
  findClaimableOrder,
  listClaimableLines,
  listShipmentLines,
} from './claimable.queries.ts';
import { amountOfGoods, weightOfPieces } from './claimed-share.ts';

/** What of an order's line is complained of: pieces or weight, or an amount where it is about the price. Grams, minor units with VAT. */
export type LineClaimed = {
  orderLineId: string;
  lotId: string | null;
  pieces: number | null;
  weightG: number | null;
  amountMinor: number | null;
};

/** A complaint as it is made. `id` is made with the form, so that a second click is known; it becomes the claim's. */
export type ClaimOpened = {
  id: string;
  orderId: string;
  kind: ClaimKind;
  wanted: ClaimOutcome | null;
  words: string;
  lines: readonly LineClaimed[];
  /** When it was found, where it could not be seen. */
  discoveredOn: string | null;
  /** Why it is taken although its days are over: only from our own people. */
  lateReason: string;
  fileIds: readonly string[];
  channel: Channel;
  at: Date;
};

/**
 * Complains of an order: its buyer on his own page, or a clerk for whoever stands
 * before him or calls (N1, R24). Its amount is disputed from now on: not overdue,
 * though owed. Refused before anything was handed over, for weight that is missing
 * within the tolerance (R6), beyond what was sold, without the evidence of its kind
 * on the web, and after its days, where only our own people may take it for a
 * reason; pieces that were counted and signed for at the hand-over are such (R22).
 * The same form again changes nothing. Locks the order.
 */
export async function openClaim(tx: Tx, actor: Actor, opened: ClaimOpened): Promise<void> {
  const { id, orderId, kind, lines: asked, at } = opened;
  const isOurs = actor.kind === 'staff';
  if (!may(actor, isOurs ? 'work-on-claims' : 'see-orders')) {
    throw new Refusal({ code: 'not-permitted' });
  }
  const order = await findClaimableOrder(tx, orderId);
  if (!order || !maySeeOrder(actor, order)) throw new NotFound('order', orderId);
  await lockOrder(tx, orderId);
  const before = await findClaimFacts(tx, id);
  if (before?.orderId === orderId) return;
  if (before) throw new Refusal({ code: 'key-reused' });
  if (isOfGoods(kind) && order.handedOn === null) {
    throw new Refusal({ code: 'claim-before-hand-over' });
  }
  const rule = order.rules.find((one) => one.kind === kind);
  if (!rule) throw new Error(`no days to complain of ${kind}`);
  const until = claimableUntil(rule, {
    handedOn: order.handedOn ?? undefined,
    discoveredOn: opened.discoveredOn ?? undefined,
  });
  if (!isOurs || opened.lateReason === '') refuseLate(order, { ...opened, until });
  const lines = await claimedLines(tx, { ...opened, order, lines: asked });
  const { personId } = actor;
  const files = await takeWaiting(tx, { ids: opened.fileIds, personId });
  if (!isOurs && evidenceNeeded(kind).file && files.length === 0) {
    throw new Refusal({ code: 'claim-evidence-missing' });
  }
  const claim = {
    ...{ id, orderId, kind, companyId: order.companyId, openedBy: personId, lines, files, at },
    ...{ wanted: opened.wanted, words: opened.words, channel: opened.channel },
    ...{ discoveredOn: opened.discoveredOn, claimableUntil: until ?? null },
    personId: isOurs ? order.personId : personId,
    lateReason: isOurs ? opened.lateReason : '',
    dueAt: nextDue('received', { rule, since: at, at }) ?? at,
  };
  await insertClaim(tx, claim, Number(tradingDay(at).slice(0, 4)));
}

/** Whether the days of a complaint are over, or what it is of was seen and signed for. */
function refuseLate(
  order: ClaimableOrder,
  of: Pick<ClaimOpened, 'kind' | 'lines' | 'at'> & { until: string | undefined },
): void {
  const { kind, lines, until, at } = of;
  if (until !== undefined && until < tradingDay(at)) {
    throw new Refusal({ code: 'claim-too-late', until });
  }
  const isOfCounted = kind === 'short' && lines.some(({ pieces }) => pieces !== null);
  if (isOfCounted && order.isSeenComplete) throw new Refusal({ code: 'claim-seen-at-hand-over' });
}

async function claimedLines(
  tx: Tx,
  opened: ClaimOpened & { order: ClaimableOrder },
): Promise<NewClaimLine[]> {
  const { id: claimId, orderId, lines: asked } = opened;
  if (asked.length === 0) throw new Refusal({ code: 'claim-without-lines' });
  const [lines, shipped] = [
    await listClaimableLines(tx, orderId),
    await listShipmentLines(tx, orderId),
  ];
  return asked.map((one) => {
    const line = lines.find(({ id }) => id === one.orderLineId);
    if (!line) throw new NotFound('order line', one.orderLineId);
    if (one.lotId !== null && !line.lots.some(({ id }) => id === one.lotId)) {
      throw new NotFound('lot of order', one.lotId);
    }
    const [onVehicle, ...others] = shipped.filter(({ orderLineId }) => orderLineId === line.id);
    return {
      ...{ id: derivedId(claimId, line.id), orderLineId: line.id, lotId: lotOf(line, one) },
      // Which of several vehicles it came on is for the inspection to find.
      shipmentLineId: onVehicle && others.length === 0 ? onVehicle.id : null,
      ...claimedOf(line, one, opened),
    };
  });
}

/** Goods of one lot are of its heat, whether or not somebody read the tag. */
const lotOf = (line: ClaimableLine, { lotId }: LineClaimed): string | null =>
  lotId ?? (line.lots.length === 1 ? (line.lots[0]?.id ?? null) : null);

function claimedOf(
  line: ClaimableLine,
  asked: LineClaimed,
  { kind, order }: { kind: ClaimKind; order: ClaimableOrder },
): Pick<NewClaimLine, 'claimedG' | 'claimedPieces' | 'claimedMinor'> {
  const { position } = line;
  if (!evidenceNeeded(kind).quantity) {
    const claimedMinor = evidenceNeeded(kind).amount ? (asked.amountMinor ?? 0) : 0;
    if (evidenceNeeded(kind).amount && claimedMinor === 0) {
      throw new Refusal({ code: 'claim-of-nothing' });
    }
    if (claimedMinor > line.grossMinor) {
      throw new Refusal({ code: 'claim-amount-beyond', position, leftMinor: line.grossMinor });
    }
    return { claimedG: null, claimedPieces: null, claimedMinor };
  }
  const pieces = line.pieces === null ? null : asked.pieces;
  const claimedG =
    pieces !== null && line.pieces !== null
      ? weightOfPieces({ weightG: line.weightG, pieces: line.pieces }, pieces)
      : (asked.weightG ?? 0);
  if (claimedG <= 0) throw new Refusal({ code: 'claim-of-nothing' });
  const leftG = Math.max(line.soldG - line.claimedG, 0);
  const isBeyond = claimedG > leftG || (pieces ?? 0) > (line.pieces ?? Infinity);
  if (isBeyond) throw new Refusal({ code: 'claim-beyond', position, leftG });
  const toleranceG = toleranceOf({ weightG: line.weightG, toleranceBp: order.toleranceBp });
  // Pieces are counted: none of them may be missing.
  if (kind === 'short' && pieces === null && claimedG <= toleranceG) {
    throw new Refusal({ code: 'claim-within-tolerance', position, toleranceG });
  }
  return { claimedG, claimedPieces: pieces, claimedMinor: amountOfGoods(line, claimedG) };
}
