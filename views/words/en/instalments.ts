/** Payment in parts: how much, after what, and what waits for it. */
export const instalments = {
  title: 'Payment in instalments',
  hint: 'Of an order on account. Without any it is paid whole within its days to pay. A part is a share, a fixed amount or the rest: shares come to 100 %, and where an amount is among the parts the last takes the rest.',
  row: (n: number) => `Part ${n}`,
  share: 'Share, %',
  amount: 'Fixed amount, ₸',
  rest: 'The rest of the order',
  theRest: 'the rest',
  after: 'Due after',
  days: 'Days later',
  gate: 'Not before it is paid',
  dueAfter: { order: 'the order', ready: 'it is ready', shipment: 'the shipment' },
  noGate: 'nothing waits',
  gates: { reserve: 'reserving', cut: 'cutting', load: 'loading', 'hand-over': 'handing over' },
  said: {
    order: (days: string) => (days === '0' ? 'with the order' : `${days} days after the order`),
    ready: (days: string) => (days === '0' ? 'when it is ready' : `${days} days after it is ready`),
    shipment: (days: string) =>
      days === '0' ? 'at the shipment' : `${days} days after the shipment`,
  },
  waits: (what: string) => `before ${what}`,
  none: 'whole',
  pays: 'To be paid',
};
