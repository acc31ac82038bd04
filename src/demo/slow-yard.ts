/** The yard that loads slowly since this many days: the one thing of this world that is to be found. */
export const SLOW_BRANCH = 'ALA';
const SLOW_MS = 56 * 86_400_000;

/** Whether something happened at the yard that slowed down, after it did. */
export const isSlowYard = (happened: { branchCode: string; at: Date }, now: Date): boolean =>
  happened.branchCode === SLOW_BRANCH && now.getTime() - happened.at.getTime() < SLOW_MS;
