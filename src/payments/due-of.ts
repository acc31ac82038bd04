import type { OrderToPay } from './payments.queries.ts';

/** What is due of a locked order, minor units; nothing of one that ended. */
export const dueOf = ({
  stage,
  grossMinor,
  paidMinor,
}: Pick<OrderToPay, 'stage' | 'grossMinor' | 'paidMinor'>): number =>
  stage === 'cancelled' ? 0 : Math.max(0, grossMinor - paidMinor);
