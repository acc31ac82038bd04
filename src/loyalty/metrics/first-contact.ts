import { type Interval, shareOf } from './interval.ts';

/** A request of a customer, over whichever channel it came. */
export type Request = {
  id: string | number;
  account: string | number;
  topic: string;
  openedAt: Date;
  closedAt: Date | null;
  /** Whether the first level may solve this kind at all. */
  isFirstLevel: boolean;
};

/** How often the first contact was enough. */
export type FirstContact = {
  newRequests: number;
  /** New requests of which the window has passed; only these are in the shares. */
  mature: number;
  notMature: number;
  resolvedFirst: number;
  gross: number | null;
  grossCi95: Interval | null;
  /** Without requests that the first level may not solve. */
  net: number | null;
  netCi95: Interval | null;
};

const DAY_MS = 86_400_000;

/**
 * First-contact resolution (R32). A request is new unless another one of the same
 * account and topic was closed in the days before it was opened. It is resolved
 * at first contact when it was closed and no other was opened in the days after;
 * one still open when those days have passed is not. What happened after the
 * moment of counting is not known yet.
 */
export function firstContactOf(
  requests: readonly Request[],
  asOf: Date,
  windowDays = 7,
): FirstContact {
  const now = asOf.getTime();
  const windowMs = windowDays * DAY_MS;
  const tally = { newRequests: 0, mature: 0, resolved: 0, matureLevel1: 0, resolvedLevel1: 0 };
  for (const group of byAccountAndTopic(requests, now)) {
    const opened = momentsOf(group, ({ openedMs }) => openedMs);
    const closed = momentsOf(group, ({ closedMs }) => closedMs);
    for (const one of group) {
      if (hasIn(closed, one.openedMs - windowMs, one.openedMs, one)) continue;
      tally.newRequests += 1;
      if ((one.closedMs ?? one.openedMs) + windowMs > now) continue;
      const isResolved =
        one.closedMs !== null && !hasIn(opened, one.closedMs, one.closedMs + windowMs, one);
      tally.mature += 1;
      tally.resolved += Number(isResolved);
      tally.matureLevel1 += Number(one.isFirstLevel);
      tally.resolvedLevel1 += Number(one.isFirstLevel && isResolved);
    }
  }
  const gross = shareOf(tally.resolved, tally.mature);
  const net = shareOf(tally.resolvedLevel1, tally.matureLevel1);
  return {
    newRequests: tally.newRequests,
    mature: tally.mature,
    notMature: tally.newRequests - tally.mature,
    resolvedFirst: tally.resolved,
    gross: gross.share,
    grossCi95: gross.ci95,
    net: net.share,
    netCi95: net.ci95,
  };
}

type Known = { openedMs: number; closedMs: number | null; isFirstLevel: boolean };
type Moment = { atMs: number; of: Known };

function byAccountAndTopic(requests: readonly Request[], now: number): Iterable<Known[]> {
  const groups = new Map<string, Known[]>();
  for (const { account, topic, openedAt, closedAt, isFirstLevel } of requests) {
    const openedMs = openedAt.getTime();
    if (openedMs > now) continue;
    const closedMs = closedAt && closedAt.getTime() <= now ? closedAt.getTime() : null;
    const key = JSON.stringify([account, topic]);
    const group = groups.get(key) ?? [];
    if (group.length === 0) groups.set(key, group);
    group.push({ openedMs, closedMs, isFirstLevel });
  }
  return groups.values();
}

function momentsOf(group: readonly Known[], of: (one: Known) => number | null): Moment[] {
  return group
    .flatMap((one) => {
      const atMs = of(one);
      return atMs === null ? [] : [{ atMs, of: one }];
    })
    .toSorted((one, other) => one.atMs - other.atMs);
}

/** Whether something of another request happened between two moments, both included. */
function hasIn(
  moments: readonly Moment[],
  fromMs: number,
  untilMs: number,
  except: Known,
): boolean {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle]?.atMs ?? 0) < fromMs) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < moments.length; at += 1) {
    const moment = moments[at];
    if (!moment || moment.atMs > untilMs) return false;
    if (moment.of !== except) return true;
  }
  return false;
}
