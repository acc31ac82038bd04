import { randomInt } from 'node:crypto';
import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import { hashToken } from '../people/session-token.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import {
  endTablet,
  findTablet,
  insertTablet,
  lockClerk,
  lockTablets,
  setClerk,
  spendCode,
  type Tablet,
} from './tablet.queries.ts';

const MINUTE_MS = 60_000;
/** For so long a code waits to be typed on its tablet. */
const CODE_LASTS_MINUTES = 10;
const CODES = 10 ** 8;

/**
 * Begins to bind a tablet to a desk of the clerk's branch, with him at it: the code of
 * eight digits that appears is typed on the tablet within ten minutes. The same form
 * again changes nothing. Refused where he belongs to no branch.
 */
export async function bindTablet(
  tx: Tx,
  clerk: Staff,
  bound: { id: string; name: string; at: Date },
): Promise<void> {
  const { branchCode, personId: clerkId } = clerk;
  if (!may(clerk, 'serve-counter') || branchCode === null) {
    throw new Refusal({ code: 'not-permitted' });
  }
  const { id, name, at } = bound;
  await lockClerk(tx, clerkId);
  const pairingCode = String(randomInt(CODES)).padStart(8, '0');
  const pairingUntil = new Date(at.getTime() + CODE_LASTS_MINUTES * MINUTE_MS);
  const tablet = { id, name, branchCode, madeBy: clerkId, pairingCode, pairingUntil, at };
  if (!(await insertTablet(tx, tablet))) return;
  await lockTablets(tx, { tabletId: id, clerkId, branchCode });
  await setClerk(tx, { tabletId: id, clerkId });
  await record(tx, 'tablet.bound', { id, name }, { personId: clerkId, at });
}

/**
 * The tablet's half of it: the code is spent, and from then on the secret that only this
 * tablet has counts. The same form again changes nothing; refused as wrong where the
 * code is none, was used on another tablet, or is too old.
 */
export async function pairTablet(
  tx: Tx,
  typed: { code: string; token: string; at: Date },
): Promise<void> {
  const { code, token, at } = typed;
  const tokenHash = hashToken(token);
  if (await findTablet(tx, tokenHash)) return;
  if (!(await spendCode(tx, { code, tokenHash, at }))) {
    throw new Refusal({ code: 'tablet-code-wrong' });
  }
}

/**
 * A clerk begins to work at a desk: its tablet asks about what he does from now on, and
 * the one where he was about nothing. Repeats harmlessly. A tablet of another branch is not there.
 */
export async function takeTablet(
  tx: Tx,
  clerk: Staff,
  taken: { tabletId: string; at: Date },
): Promise<void> {
  const { tabletId, at } = taken;
  const { personId: clerkId } = clerk;
  await lockClerk(tx, clerkId);
  const tablet = await lockOwn(tx, clerk, tabletId);
  if (tablet.endedAt !== null) throw new NotFound('tablet', tabletId);
  if (tablet.clerkId === clerkId) return;
  await setClerk(tx, { tabletId, clerkId });
  await record(tx, 'tablet.taken', tablet, { personId: clerkId, at });
}

/** Unbinds a tablet: whoever holds it sees nothing any more. Repeats harmlessly. */
export async function unbindTablet(
  tx: Tx,
  clerk: Staff,
  unbound: { tabletId: string; at: Date },
): Promise<void> {
  const { tabletId, at } = unbound;
  const tablet = await lockOwn(tx, clerk, tabletId);
  if (tablet.endedAt !== null) return;
  await endTablet(tx, { tabletId, at });
  await record(tx, 'tablet.unbound', tablet, { personId: clerk.personId, at });
}

async function lockOwn(tx: Tx, clerk: Staff, tabletId: string) {
  if (!may(clerk, 'serve-counter')) throw new Refusal({ code: 'not-permitted' });
  const { branchCode, personId: clerkId } = clerk;
  const tablet = await lockTablets(tx, { tabletId, clerkId, branchCode });
  if (!tablet) throw new NotFound('tablet', tabletId);
  return tablet;
}

const record = (
  tx: Tx,
  type: 'tablet.bound' | 'tablet.taken' | 'tablet.unbound',
  { id: tabletId, name }: Pick<Tablet, 'id' | 'name'>,
  by: { personId: string; at: Date },
) =>
  recordEvent(
    tx,
    { type, tabletId, name },
    { companyId: null, channel: 'counter', subjectId: tabletId, ...by },
  );
