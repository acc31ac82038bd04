import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Env } from '../../src/channels/env.ts';
import { anyone, buyer, guest, signedIn as forSignedIn, staff } from '../../src/channels/guards.ts';
import { endSession, startSession } from '../../src/channels/session.ts';
import { newId } from '../../src/platform/id.ts';
import type { CompanyRole, DB, StaffRole } from '../../src/platform/db/schema.ts';
import { anApp, anAppOn, asPart, fromOurPage, signedIn, thursday } from '../support/app.ts';

const token = 'a'.repeat(43);
let app: Hono<Env>;
let db: Kysely<DB>;
let companyId: string;

beforeAll(async () => {
  ({ app, db } = await anApp());
  addRoutes(app);
  await db
    .insertInto('branch')
    .values({
      code: 'ALA',
      position: 1,
      nameEn: 'Almaty',
      nameRu: 'Алматы',
      nameKk: 'Алматы',
      address: 'Ryskulov 57',
      phone: '+7 727 355 00 00',
      latitude: '43.238949',
      longitude: '76.889709',
    })
    .execute();
  companyId = newId();
  await db
    .insertInto('company')
    .values({
      id: companyId,
      bin: '990140000385',
      name: 'Altyn',
      searchName: 'altyn',
      branchCode: 'ALA',
    })
    .execute();
});

function addRoutes(to: Hono<Env>) {
  to.get('/for-buyers', buyer('place-orders'), (c) => c.text(c.var.actor.companyName));
  to.get('/for-staff', staff('serve-counter'), (c) => c.text(c.var.actor.role));
  to.get('/for-all-of-us', forSignedIn('see-orders'), (c) => c.text(c.var.actor.kind));
  to.get('/for-guests', guest(), (c) => c.text('in'));
  to.get('/who', anyone(), (c) => c.text(`${c.var.actor?.name ?? 'nobody'} ${c.var.language}`));
  to.post('/start', anyone(), (c) => {
    startSession(c, token, new Date(thursday.getTime() + 3_600_000));
    return c.text('started');
  });
  to.post('/end', anyone(), (c) => {
    endSession(c);
    return c.text('ended');
  });
}

async function aPerson(
  as: { staffRole: StaffRole } | { role: CompanyRole },
): Promise<{ personId: string; companyId: string | null }> {
  const personId = newId();
  const email = `${personId}@altyn.example`;
  const staffRole = 'staffRole' in as ? as.staffRole : null;
  await db
    .insertInto('person')
    .values({
      id: personId,
      email,
      name: 'Asel',
      language: 'kk',
      staffRole,
      branchCode: staffRole && 'ALA',
    })
    .execute();
  if (staffRole || !('role' in as)) return { personId, companyId: null };
  await db.insertInto('membership').values({ personId, companyId, role: as.role }).execute();
  return { personId, companyId };
}

const get = async (path: string, cookie: string) => {
  const answer = await app.request(path, { headers: { Cookie: cookie } });
  return [answer.status, await answer.text()] as const;
};

let purchaser: string;
let foreman: string;
let clerk: string;
let manager: string;

beforeEach(async () => {
  purchaser = await signedIn(db, await aPerson({ role: 'buyer' }));
  foreman = await signedIn(db, await aPerson({ role: 'foreman' }));
  clerk = await signedIn(db, await aPerson({ staffRole: 'counter' }));
  manager = await signedIn(db, await aPerson({ staffRole: 'manager' }));
});

test('each route lets in those it is for, by kind and capability, and nobody else', async () => {
  const statuses = async (path: string) => {
    const cookies = [purchaser, foreman, clerk, manager, ''];
    return Promise.all(cookies.map(async (cookie) => (await get(path, cookie))[0]));
  };

  expect(await statuses('/for-buyers')).toEqual([200, 403, 403, 403, 303]);
  expect(await statuses('/for-staff')).toEqual([403, 403, 200, 403, 303]);
  expect(await statuses('/for-all-of-us')).toEqual([200, 200, 200, 200, 303]);
  expect(await statuses('/for-guests')).toEqual([303, 303, 303, 303, 200]);
});

test('a person is read in one statement, a stranger or a nonsense token in none', async () => {
  const timing = async (cookie: string) =>
    (await app.request('/who', { headers: { Cookie: cookie } })).headers.get('Server-Timing');

  expect(await timing(purchaser)).toBe('statements;desc="1"');
  expect(await timing('')).toBe('statements;desc="0"');
  expect(await timing("sid=' or 1=1")).toBe('statements;desc="0"');
});

test.each([
  'sid=',
  'sid=null',
  `sid=${'b'.repeat(43)}`,
  `sid=${'b'.repeat(5000)}`,
  'sid=[]',
  '__Host-sid=x',
])('the cookie %.20s opens nothing', async (cookie) => {
  expect(await get('/who', cookie)).toEqual([200, 'nobody ru']);
});

test('the person’s own language is spoken until another is chosen in this browser', async () => {
  expect(await get('/who', purchaser)).toEqual([200, 'Asel kk']);
  expect(await get('/who', `${purchaser}; lang=en`)).toEqual([200, 'Asel en']);
});

test('a session ends at its hour, with the membership and with the person', async () => {
  const person = await aPerson({ role: 'buyer' });
  const cookie = await signedIn(db, person);
  const later = anAppOn(db, { at: new Date(thursday.getTime() + 2 * 3_600_000) });
  addRoutes(later.app);

  const late = await later.app.request('/who', { headers: { Cookie: cookie } });
  expect(await late.text()).toBe('nobody ru');
  await db
    .updateTable('membership')
    .set({ endedAt: thursday })
    .where('personId', '=', person.personId)
    .execute();
  expect(await get('/who', cookie)).toEqual([200, 'nobody ru']);
  await db
    .updateTable('membership')
    .set({ endedAt: null })
    .where('personId', '=', person.personId)
    .execute();
  expect(await get('/who', cookie)).toEqual([200, 'Asel kk']);
  await db
    .updateTable('person')
    .set({ disabledAt: thursday })
    .where('id', '=', person.personId)
    .execute();
  expect(await get('/who', cookie)).toEqual([200, 'nobody ru']);
});

test('the frame of a buyer’s page names him and his company, counts the cart, and never another’s', async () => {
  const page = await app.request('/nowhere', { headers: { Cookie: purchaser } });

  const text = await page.text();
  expect(text).toContain('Asel');
  expect(text).toContain('Altyn');
  expect(text).toContain('data-t="cart-badge"');
  const guests = await (await app.request('/nowhere')).text();
  expect(guests).not.toContain('Asel');
});

test('a part is the part alone, but a page when htmx restores its history', async () => {
  const part = await app.request('/nowhere', { headers: asPart });
  const restored = await app.request('/nowhere', {
    headers: { ...asPart, 'HX-History-Restore-Request': 'true' },
  });

  expect(await part.text()).not.toContain('<html');
  expect(await restored.text()).toContain('<html');
});

test('the token is kept out of reach of scripts and other sites, and over https under a name bound to the host', async () => {
  const secure = await anApp({ config: { publicUrl: 'https://metal.example' } });
  addRoutes(secure.app);
  const cookieOf = async (of: Hono<Env>, path: string) => {
    const answer = await of.request(path, { method: 'POST', headers: fromOurPage });
    return answer.headers.getSetCookie().find((cookie) => cookie.includes('sid='));
  };

  expect(await cookieOf(app, '/start')).toBe(
    `sid=${token}; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax`,
  );
  expect(await cookieOf(secure.app, '/start')).toBe(
    `__Host-sid=${token}; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Lax`,
  );
  expect(await cookieOf(secure.app, '/end')).toContain('__Host-sid=; Max-Age=0');
});
