import { takeCredit } from '../credit/take-credit.ts';
import { tradingDay } from '../measures/calendar.ts';
import { shareOf } from '../measures/money.ts';
import { type Actor, may } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import { maySeeOrder } from '../people/order-scope.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { needsOf } from './approval.ts';
import { addFreight } from './correct-order.queries.ts';
import {
  answerOffer,
  findFreightOffer,
  findOrderGround,
  findOrderToBring,
  type FreightOffer,
  type OrderGround,
} from './freight-offer.queries.ts';
import { keepBudget } from './keep-budget.ts';
import { keepSpendingLimit } from './keep-spending-limit.ts';
import { lockOffer, refuseSettled, tell, tellOfNo } from './name-freight.ts';
import { findOrderFacts } from './order.queries.ts';
import { lockMeans } from './placing.queries.ts';

type Answer = {
  offerId: string;
  /** The order at which it was answered, where the page is of one. */
  orderId?: string | undefined;
  /** Why not; where one of ours writes an answer down, who of the company gave it. */
  note: string;
  channel: Channel;
  at: Date;
};

/**
 * Agrees to the freight that was named for an order: it stands on the order with its
 * VAT from then on, and its sum is asked again what it was asked at placing: whom the
 * company's rules want to agree (R16), the buyer's limit and the budget (R17), and
 * credit where it is on account (R13). Who writes down that the customer agreed sells
 * by his own rights (R38). Agreeing again changes nothing. Locks in the written order:
 * limit, budget, account, order.
 */
export async function agreeFreight(tx: Tx, actor: Actor, answer: Answer): Promise<void> {
  const { offerId, note, channel, at } = answer;
  const seen = await visibleOffer(tx, actor, answer);
  const { orderId, companyId, grossMinor } = seen;
  const on = tradingDay(at);
  const ground = await findOrderGround(tx, { orderId, on });
  const facts = await findOrderFacts(tx, orderId);
  if (!ground || !facts) throw new NotFound('order', orderId);
  const isOnAccount = facts.payment === 'on-account';
  const { limit, hasBudget } = await lockMeans(tx, {
    buyer: actor.kind === 'buyer' ? actor : undefined,
    costCentreId: actor.kind === 'buyer' ? ground.costCentreId : null,
    accountOf: isOnAccount ? companyId : undefined,
  });
  const { offer, order } = await lockOffer(tx, offerId);
  if (offer.state === 'agreed') return;
  refuseAnswered(offer);
  refuseSettled(order);

  const askedAt = undefined;
  const { mayGoBeyond } = requireApprover(actor, ground, offer);
  if (!mayGoBeyond.limit) await keepSpendingLimit(tx, actor, { limit, grossMinor, at, askedAt });
  await keepBudget(tx, actor, {
    ...{ costCentreId: ground.costCentreId, hasBudget, isCostCentreRequired: false },
    ...{ grossMinor, mayGoBeyond: mayGoBeyond.budget, askedAt, at },
  });
  const { personId } = actor;
  if (isOnAccount) {
    const taken = { companyId, orderId, orderMinor: grossMinor, freightOfferId: offerId };
    await takeCredit(tx, { ...taken, on, at, personId, channel });
  }
  await putOnOrder(tx, offer);
  failpoint('freight.after-order');
  await answerOffer(tx, { offer, state: 'agreed', by: personId, note, at });
  await tell(tx, 'freight.agreed', { order, offer, by: actor, at });
}

/**
 * Says no to the freight that was named, in words: it waits for another price, or the
 * order is cancelled or collected. Saying it again changes nothing. Locks the order.
 */
export async function declineFreight(tx: Tx, actor: Actor, answer: Answer): Promise<void> {
  const { offerId, note, at } = answer;
  await visibleOffer(tx, actor, answer);
  const { offer, order } = await lockOffer(tx, offerId);
  if (offer.state === 'declined') return;
  refuseAnswered(offer);
  await answerOffer(tx, { offer, state: 'declined', by: actor.personId, note, at });
  await tellOfNo(tx, 'freight.declined', { order, offer, by: actor, note, at });
}

/** An offer of an order that the actor sees and may answer for: who orders, or writes down what a customer says; what waits for a colleague of ours was not made yet. */
async function visibleOffer(
  tx: Tx,
  actor: Actor,
  { offerId, orderId }: Answer,
): Promise<FreightOffer> {
  const offer = await findFreightOffer(tx, offerId);
  const order = offer && (await findOrderFacts(tx, offer.orderId));
  const isSeen = order && maySeeOrder(actor, order) && order.id === (orderId ?? order.id);
  if (!isSeen || (actor.kind === 'buyer' && offer.state === 'review')) {
    throw new NotFound('freight offer', offerId);
  }
  const isAllowed =
    may(actor, 'place-orders') || (actor.kind === 'staff' && may(actor, 'set-terms'));
  if (!isAllowed) throw new Refusal({ code: 'not-permitted' });
  return offer;
}

function refuseAnswered({ state }: FreightOffer): void {
  if (state !== 'offered') throw new Refusal({ code: 'freight-answered' });
}

/**
 * Refuses freight that makes an order dearer than its company lets the buyer order
 * alone, unless one of those who must agree says yes. What the company tolerates above
 * what it agreed to at placing is not asked again.
 */
function requireApprover(
  actor: Actor,
  { approvalGround, budget, lines, ...order }: OrderGround,
  offer: FreightOffer,
): { mayGoBeyond: { limit: boolean; budget: boolean } } {
  const none = { mayGoBeyond: { limit: false, budget: false } };
  if (actor.kind === 'staff' || !approvalGround) return none;
  const { toleranceBp } = approvalGround.terms;
  const { grossMinor, placedBy } = order;
  if (offer.grossMinor <= shareOf({ amountMinor: grossMinor, rateBp: toleranceBp })) return none;
  const requesterId = placedBy ?? actor.personId;
  // What was spent holds this order already; a need counts it once.
  const without = <Spent extends { spentMinor: number }>(spent: Spent) => ({
    ...spent,
    spentMinor: Math.max(0, spent.spentMinor - grossMinor),
  });
  const spending = approvalGround.spending.map((one) =>
    one.personId === requesterId ? without(one) : one,
  );
  const needs = needsOf(
    { ...approvalGround, spending },
    {
      siteId: order.siteId,
      budget: budget && without(budget),
      lines: lines.map(({ productId, form, weightG, ...price }) => ({
        ...{ productId, form, weightG, price, services: [] },
      })),
      services: [offer],
    },
    requesterId,
  );
  const people = needs.flatMap((need) => need.people);
  if (needs.length > 0 && !people.some(({ personId }) => personId === actor.personId)) {
    const names = new Set(people.map(({ name }) => name));
    throw new Refusal({ code: 'freight-needs-approver', people: [...names].join(', ') });
  }
  const limit = needs.some(({ conditions }) => conditions.beyondLimit);
  return {
    mayGoBeyond: { limit, budget: needs.some(({ conditions }) => conditions.beyondBudget) },
  };
}

async function putOnOrder(tx: Tx, offer: FreightOffer): Promise<void> {
  const { orderId, companyId, reason, vatRateBp, netMinor, vatMinor, grossMinor } = offer;
  const toBring = await findOrderToBring(tx, orderId);
  if (!toBring) throw new NotFound('order', orderId);
  const { branchCode, city, weightG } = toBring;
  const amounts = { vatRateBp, netMinor, vatMinor, grossMinor };
  const what = { format: 2, kind: 'freight', branchCode, city, weightG, reason } as const;
  await addFreight(tx, { orderId, companyId, service: { ...what, ...amounts } });
}
