import type { Channel } from '../people/channel.ts';
import type { Actor } from '../people/actor.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { insertMissedDemand } from './missed-demand.queries.ts';
import { type MissedReason, type Wish, wishOf } from './missed-demand.ts';

/** Where and for whom something was asked for. */
type Asking = {
  /** It is kept, yet lies nowhere. */
  isFound: boolean;
  channel: Channel;
  /** For whom a clerk asks; a buyer asks for his own company. */
  companyId?: string | undefined;
  branchCode?: string | null | undefined;
  at: Date;
};

/**
 * Remembers what was asked for and not sold (A11), so that the office sees what
 * it does not keep. The same wish of the same person for the same company counts
 * once a day, that of guests once a day for all of them, and only so many of
 * guests a day, so it is harmless to repeat and cannot be flooded. A buyer asks at
 * the branch of his company. Returns whether it is a new one; a text that says
 * nothing is none.
 */
export async function recordMissedDemand(
  tx: Tx,
  actor: Actor | undefined,
  { typed, ...asking }: Asking & { typed: string },
): Promise<boolean> {
  return (await recordMissedList(tx, actor, { ...asking, lines: [typed] })) === 1;
}

/** The same for the lines of a list, in one statement. Returns how many are new. */
export async function recordMissedList(
  tx: Tx,
  actor: Actor | undefined,
  { lines, ...asking }: Asking & { lines: readonly string[] },
): Promise<number> {
  const { channel, at, isFound } = asking;
  const wishes = lines.flatMap((typed) => {
    const wish = wishOf(typed);
    if (!wish) return [];
    const why = isFound ? ('out-of-stock' as const) : reasonOf(wish);
    return [{ id: newId(at.getTime()), wish, why }];
  });
  if (wishes.length === 0) return 0;
  const isBuyer = actor?.kind === 'buyer';
  const companyId = isBuyer ? actor.companyId : (asking.companyId ?? null);
  const branchCode = isBuyer ? null : (asking.branchCode ?? null);
  const personId = actor?.personId ?? null;
  const of = { at, day: tradingDay(at), channel, branchCode, companyId, personId };
  return insertMissedDemand(tx, of, wishes);
}

const reasonOf = ({ isUnderstood }: Wish): MissedReason =>
  isUnderstood ? 'not-sold' : 'not-understood';
