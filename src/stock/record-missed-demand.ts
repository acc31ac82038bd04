import type { Channel } from '../people/channel.ts';
import type { Actor } from '../people/actor.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { insertMissedDemand } from './missed-demand.queries.ts';
import { type MissedReason, type Wish, wishOf } from './missed-demand.ts';

/**
 * Remembers what was asked for and not sold (A11), so that the office sees what
 * it does not keep. `isFound`: it is kept, yet lies nowhere. The same wish of the
 * same person for the same company counts once a day, that of guests once a day
 * for all of them, and only so many of guests a day, so it is harmless to repeat
 * and cannot be flooded. A buyer asks at the branch of his company. Returns
 * whether it is a new one; a text that says nothing is none.
 */
export async function recordMissedDemand(
  tx: Tx,
  actor: Actor | undefined,
  missed: {
    typed: string;
    isFound: boolean;
    channel: Channel;
    /** For whom a clerk asks; a buyer asks for his own company. */
    companyId?: string | undefined;
    branchCode?: string | null | undefined;
    at: Date;
  },
): Promise<boolean> {
  const wish = wishOf(missed.typed);
  if (!wish) return false;
  const { channel, at } = missed;
  const companyId = actor?.kind === 'buyer' ? actor.companyId : (missed.companyId ?? null);
  const branchCode = actor?.kind === 'buyer' ? null : (missed.branchCode ?? null);
  const why = missed.isFound ? 'out-of-stock' : reasonOf(wish);
  return insertMissedDemand(tx, {
    ...{ id: newId(at.getTime()), at, day: tradingDay(at), channel, branchCode, companyId, why },
    personId: actor?.personId ?? null,
    wish,
  });
}

const reasonOf = ({ isUnderstood }: Wish): MissedReason =>
  isUnderstood ? 'not-sold' : 'not-understood';
