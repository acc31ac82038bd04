/** What happened, as far as it says which moments somebody lived through. */
export type LivedEvent = {
  type: string;
  facts: Readonly<Record<string, unknown>>;
  /** Of an order or a vehicle: whether its buyer fetches it himself. */
  isPickUp: boolean;
  /** Of an order: it goes by vehicles, each of which is handed over by itself. */
  isByVehicles: boolean;
};

/**
 * The moments of the instrument that an event of the shop is (loyalty 2.2), the
 * earliest first. Handing over is three of them for whoever lived it: the loading
 * or delivery, days later the inspection, and the documents. Where goods go by
 * vehicles each vehicle is such a moment and the order as a whole none: fetched goods
 * are loaded when they leave by our gate, and what is reported on the road to a site is
 * a moment too. A claim that was refused is as much an end as one that was made good.
 * A quote counts as seen where its own page asks. An event that is no moment gives none.
 */
export function touchpointsOf(event: LivedEvent): readonly string[] {
  const { type, facts, isPickUp } = event;
  if (type === 'order.moved') return ofStage(facts['to'], event);
  if (type === 'shipment.left') return isPickUp ? ['TP_PICKUP_DONE'] : [];
  if (type === 'shipment.handed-over') {
    return isPickUp ? HANDED_OVER : ['TP_DELIVERED', ...HANDED_OVER];
  }
  if (type === 'shipment.tracked') {
    return !isPickUp && ON_THE_ROAD.has(facts['kind']) ? ['TP_IN_TRANSIT'] : [];
  }
  // Whoever takes his own objection back had no answer of ours.
  if (type === 'account.dispute-answered') {
    return facts['state'] === 'agreed' || facts['state'] === 'declined'
      ? ['TP_REQUEST_CLOSED']
      : [];
  }
  if (type === 'payment.received') return facts['method'] === 'card' ? ['TP_PAID_ONLINE'] : [];
  return momentsOf[type] ?? [];
}

const momentsOf: Readonly<Record<string, readonly string[]>> = {
  'quote.sent': ['TP_QUOTE_SENT'],
  'quote.accepted': ['TP_QUOTE_CLOSED'],
  'quote.declined': ['TP_QUOTE_CLOSED'],
  'quote.expired': ['TP_QUOTE_CLOSED'],
  'quote.withdrawn': ['TP_REQUEST_CLOSED'],
  'case.confirmed': ['TP_CLAIM_RESOLVED'],
  'claim.settled': ['TP_CLAIM_RESOLVED'],
  'claim.refused': ['TP_CLAIM_RESOLVED'],
  'relationship.due': ['TP_RELATIONSHIP'],
  'credit.limit-granted': ['TP_REQUEST_CLOSED'],
  'credit.limit-refused': ['TP_REQUEST_CLOSED'],
};

const HANDED_OVER = ['TP_DOCS', 'TP_INSPECTED'];
/** What is reported between our gate and the site. */
const ON_THE_ROAD = new Set<unknown>(['checkpoint', 'delayed']);

function ofStage(stage: unknown, { isPickUp, isByVehicles }: LivedEvent): readonly string[] {
  if (stage === 'confirmed') return ['TP_ORDER_CONFIRMED'];
  if (stage !== 'delivered' || isByVehicles) return [];
  return [isPickUp ? 'TP_PICKUP_DONE' : 'TP_DELIVERED', ...HANDED_OVER];
}
