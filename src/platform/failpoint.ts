/**
 * Places at which a test may kill the program or make a step fail. Each name
 * stands here once, so that `npm run failpoints` can list them.
 */
export const failpoints = [
  'order.after-cart-lock',
  'order.after-credit',
  'order.after-reserve',
  'order.after-insert',
  'order.before-commit',
  'goods.after-holding-again',
  'goods.after-shortage',
  'goods.after-holding-missing',
  'freight.after-order',
  'storage.after-order',
  'order.after-commit',
  'amendment.after-order',
  'payment.after-booking',
  'payment.before-commit',
  'payment.after-commit',
  'card.after-attempt',
  'card.after-opening',
  'notice.after-settling',
  'refund.before-commit',
  'refund.after-commit',
  'refund.after-sending',
  'document.after-issue',
  'shipment.after-planning',
  'shipment.after-loading',
  'shipment.after-weighing',
  'shipment.after-stock',
  'shipment.after-booking',
  'shipment.after-handing-over',
  'shipment.after-cancelling',
  'shipment.before-commit',
  'transfer.after-reserving',
  'transfer.after-stock',
  'transfer.after-lots',
  'claim.after-return',
  'claim.after-credit',
  'claim.before-commit',
  'daily-work.after-batch',
  'dashboard.before-letter',
  'night.after-batch',
  'night.before-figures',
] as const;

export type FailpointName = (typeof failpoints)[number];
type FailpointDeed = 'kill' | 'throw';

const armed = new Map<FailpointName, FailpointDeed>();

/**
 * Arms exactly the failpoints of a text such as `order.after-reserve=kill`, separated
 * by commas, and disarms every other; refuses a name or deed that does not exist. The
 * configuration allows it outside production only.
 */
export function armFailpoints(text: string): void {
  armed.clear();
  for (const entry of text.split(',').filter(Boolean)) {
    const [name, deed = 'kill'] = entry.split('=');
    const known = failpoints.find((candidate) => candidate === name);
    if (!known || (deed !== 'kill' && deed !== 'throw')) throw new Error(`no failpoint ${entry}`);
    armed.set(known, deed);
  }
}

/** Does nothing unless armed; then ends the process as `kill -9` would, or throws. */
export function failpoint(name: FailpointName): void {
  const deed = armed.get(name);
  if (!deed) return;
  if (deed === 'throw') throw new Error(`failpoint ${name}`);
  process.kill(process.pid, 'SIGKILL');
}
