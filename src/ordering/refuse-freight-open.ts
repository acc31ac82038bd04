import { Refusal } from '../platform/refusal.ts';
import type { LockedOrder } from './order.queries.ts';

/** Refuses to bring an order while nobody has agreed what that costs: it would be brought for nothing. */
export function refuseFreightOpen({ freight, number }: LockedOrder): void {
  if (freight === 'to-agree') throw new Refusal({ code: 'freight-not-agreed', number });
}
