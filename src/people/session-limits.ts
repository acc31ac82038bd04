const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long a session of each kind lasts at most, and how long unused. */
const limits = {
  buyer: { lastsMs: 90 * DAY_MS, idleMs: 14 * DAY_MS },
  staff: { lastsMs: 24 * HOUR_MS, idleMs: 12 * HOUR_MS },
} as const;

/** Between the password and the code: time to take a telephone out of a pocket. */
const HALF_OPEN_MS = 10 * MINUTE_MS;

/** How exactly we remember when a session was last used: a write a minute at most. */
const SEEN_EVERY_MS = MINUTE_MS;

const moved = (at: Date, byMs: number) => new Date(at.getTime() + byMs);

/** When a session that is opened now ends at the latest: 90 days for buyers, 24 hours for staff, ten minutes while a code is awaited. */
export function sessionEnds(at: Date): { buyer: Date; staff: Date; halfOpen: Date } {
  return {
    buyer: moved(at, limits.buyer.lastsMs),
    staff: moved(at, limits.staff.lastsMs),
    halfOpen: moved(at, HALF_OPEN_MS),
  };
}

/** A session last used before this moment has run out: 14 days for buyers, 12 hours for staff. */
export function idleSince(at: Date): { buyer: Date; staff: Date } {
  return { buyer: moved(at, -limits.buyer.idleMs), staff: moved(at, -limits.staff.idleMs) };
}

/** A session whose use was noted before this moment is noted again. */
export function noteAgainAfter(at: Date): Date {
  return moved(at, -SEEN_EVERY_MS);
}
