import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { findActor, insertSession } from '../../src/people/session.queries.ts';
import { hashToken, isToken, newSessionToken } from '../../src/people/session-token.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { freshDatabase } from '../support/database.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at } from '../support/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const after = (ms: number) => new Date(at.getTime() + ms);

let db: Kysely<DB>;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
});

async function aSession(
  person: { personId: string },
  more: { companyId?: string; secondFactorAt?: Date } = {},
) {
  const tokenHash = hashToken(newSessionToken());
  const { personId } = person;
  const { companyId, secondFactorAt = null } = more;
  const opened = await transact(db, (tx) =>
    insertSession(tx, { tokenHash, personId, companyId, secondFactorAt, at }),
  );
  return { tokenHash, opened };
}

const seenAt = async (tokenHash: Buffer) =>
  db
    .selectFrom('session')
    .where('tokenHash', '=', tokenHash)
    .select('seenAt')
    .executeTakeFirst()
    .then((session) => session?.seenAt);

/** Uses a session at these moments and says where it was still good. */
async function usedAt(tokenHash: Buffer, ...moments: number[]): Promise<number[]> {
  const good: number[] = [];
  for (const ms of moments) if (await findActor(db, tokenHash, after(ms))) good.push(ms);
  return good;
}

test('a token is 256 random bits, and neither empty, shortened, lengthened nor listed ones are tokens', () => {
  const token = newSessionToken();

  expect(isToken(token)).toBe(true);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  for (const other of ['', token.slice(0, -1), `${token}a`, `${token}\n`, [token], null, undefined])
    expect(isToken(other)).toBe(false);
});

test('a buyer’s session lies idle for fourteen days and lasts ninety at most', async () => {
  const buyer = await aBuyer(db, await aCompany(db));
  const used = await aSession(buyer);
  const idle = await aSession(buyer);

  const steps = Array.from({ length: 7 }, (_, step) => (step + 1) * 13 * DAY);
  expect(await usedAt(used.tokenHash, ...steps)).toEqual(steps.filter((ms) => ms < 90 * DAY));
  expect(await usedAt(idle.tokenHash, 14 * DAY + MINUTE)).toEqual([]);
});

test('a session of ours lies idle for twelve hours and lasts twenty-four at most', async () => {
  const clerk = await aClerk(db);
  const used = await aSession(clerk);
  const idle = await aSession(clerk);

  expect(await usedAt(used.tokenHash, 11 * HOUR, 22 * HOUR, 24 * HOUR)).toEqual([
    11 * HOUR,
    22 * HOUR,
  ]);
  expect(await usedAt(idle.tokenHash, 12 * HOUR + MINUTE)).toEqual([]);
});

test('that a session is in use is written once a minute at most', async () => {
  const { tokenHash } = await aSession(await aBuyer(db, await aCompany(db)));

  await findActor(db, tokenHash, after(59_000));
  expect(await seenAt(tokenHash)).toEqual(at);
  await findActor(db, tokenHash, after(61_000));
  expect(await seenAt(tokenHash)).toEqual(after(61_000));
});

test('a request waits for nobody who is changing the session meanwhile', async () => {
  const { tokenHash } = await aSession(await aBuyer(db, await aCompany(db)));

  const found = await transact(db, async (tx) => {
    await tx
      .selectFrom('session')
      .where('tokenHash', '=', tokenHash)
      .select('seenAt')
      .forUpdate()
      .execute();
    return findActor(db, tokenHash, after(5 * MINUTE));
  });

  expect(found?.actor?.kind).toBe('buyer');
  expect(await seenAt(tokenHash)).toEqual(at);
});

test('a session that is not found is not noted as used either', async () => {
  const buyer = await aBuyer(db, await aCompany(db));
  const { tokenHash } = await aSession(buyer);
  await db.updateTable('person').set({ disabledAt: at }).where('id', '=', buyer.personId).execute();

  expect(await findActor(db, tokenHash, after(5 * MINUTE))).toBeUndefined();
  expect(await seenAt(tokenHash)).toEqual(at);
});

test('one of ours with a second factor is a stranger until its code is given in this very session', async () => {
  const clerk = await aClerk(db);
  const before = await aSession(clerk);
  await db
    .updateTable('person')
    .set({ totpSecret: 'A'.repeat(32), totpConfirmedAt: at })
    .where('id', '=', clerk.personId)
    .execute();

  const half = await aSession(clerk);
  const whole = await aSession(clerk, { secondFactorAt: at });

  expect(await findActor(db, before.tokenHash, at)).toMatchObject({ actor: undefined });
  expect(half.opened).toMatchObject({ isHalfOpen: true, expiresAt: after(10 * MINUTE) });
  expect(await findActor(db, half.tokenHash, at)).toMatchObject({ actor: undefined });
  expect(await findActor(db, half.tokenHash, after(11 * MINUTE))).toBeUndefined();
  expect(whole.opened).toMatchObject({ isHalfOpen: false, expiresAt: after(24 * HOUR) });
  expect((await findActor(db, whole.tokenHash, at))?.actor?.personId).toBe(clerk.personId);
});

test('nobody of ours ever holds a buyer’s session, though he be a member of a company (R38)', async () => {
  const company = await aCompany(db);
  const clerk = await aClerk(db);
  await db
    .insertInto('membership')
    .values({ personId: clerk.personId, companyId: company.id, role: 'company_admin' })
    .execute();

  const { tokenHash, opened } = await aSession(clerk);
  await db
    .updateTable('session')
    .set({ companyId: company.id })
    .where('tokenHash', '=', tokenHash)
    .execute();

  expect(opened?.companyId).toBeNull();
  expect((await findActor(db, tokenHash, at))?.actor).toMatchObject({ kind: 'staff' });
  expect((await aSession(clerk, { companyId: company.id })).opened?.companyId).toBeNull();
});

test('a session opens for no company that the person is not a member of now', async () => {
  const [own, foreign] = [await aCompany(db), await aCompany(db)];
  const buyer = await aBuyer(db, own);

  expect((await aSession(buyer, { companyId: foreign.id })).opened).toBeUndefined();
  await db
    .updateTable('membership')
    .set({ endedAt: at })
    .where('personId', '=', buyer.personId)
    .execute();
  expect((await aSession(buyer)).opened).toBeUndefined();
});
