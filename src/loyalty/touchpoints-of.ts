/** What happened, as far as it says which moments somebody lived through. */
export type LivedEvent = {
  type: string;
  facts: Readonly<Record<string, unknown>>;
  /** Of an order: whether its buyer fetches it himself. */
  isPickUp: boolean;
};

/**
 * The moments of the instrument that an event of the shop is (loyalty 2.2), the
 * earliest first. Handing over is three of them for whoever lived it: the loading
 * or delivery, days later the inspection, and the documents. A quote counts as
 * seen where its own page asks. An event that is no moment gives none.
 */
export function touchpointsOf(event: LivedEvent): readonly string[] {
  const { type, facts, isPickUp } = event;
  if (type === 'order.moved') return ofStage(facts['to'], isPickUp);
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
  'relationship.due': ['TP_RELATIONSHIP'],
  'credit.limit-granted': ['TP_REQUEST_CLOSED'],
  'credit.limit-refused': ['TP_REQUEST_CLOSED'],
};

function ofStage(stage: unknown, isPickUp: boolean): readonly string[] {
  if (stage === 'confirmed') return ['TP_ORDER_CONFIRMED'];
  if (stage !== 'delivered') return [];
  return [isPickUp ? 'TP_PICKUP_DONE' : 'TP_DELIVERED', 'TP_DOCS', 'TP_INSPECTED'];
}
