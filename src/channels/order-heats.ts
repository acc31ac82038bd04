import type { HeatsShown } from '../../views/parts/order-heats.tsx';
import type { OrderHeat } from '../certificates/bought-certificates.queries.ts';
import { may, type Staff } from '../people/actor.ts';

/** The heats of an order for one of ours: certificates open in the office for who keeps them; only buyers waive. */
export const heatsForStaff = (actor: Staff, heats: readonly OrderHeat[]): HeatsShown => ({
  heats,
  certificatesAt: may(actor, 'keep-certificates') ? '/office/certificates' : undefined,
  waiverBase: undefined,
  refused: undefined,
});
