import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import type { Env } from '../../src/channels/env.ts';
import { outbox } from '../../src/channels/office/outbox.tsx';
import { people } from '../../src/channels/office/people.tsx';
import { declaredRoutes } from '../../src/channels/routes.ts';
import { company } from '../../src/channels/storefront/company.tsx';
import { invitation } from '../../src/channels/storefront/invitation.tsx';
import { passwordReset } from '../../src/channels/storefront/password-reset.tsx';
import { secondFactor } from '../../src/channels/storefront/second-factor.tsx';
import { signIn, signOut } from '../../src/channels/storefront/sign-in.tsx';
import { hashPassword } from '../../src/people/password.ts';
import type { Config } from '../../src/platform/config.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { anApp, anAppOn, fromOurPage, thursday } from '../support/app.ts';
import { aTradingDay } from '../support/world.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const after = (ms: number) => new Date(thursday.getTime() + ms);

export const password = 'correct horse battery staple';

const behindProxy = { addressHeader: 'x-forwarded-for' } as const;

export type Shop = { app: Hono<Env>; db: Kysely<DB>; logged: string[] };

/** The web program with its people, behind a proxy that names the visitor's address. */
export async function aShop(config: Partial<Config> = {}): Promise<Shop> {
  const { app, db, logged } = await anApp({ config: { ...behindProxy, ...config } });
  await aTradingDay(db);
  return { app: open(app), db, logged };
}

/** The same shop at another moment, or told otherwise. */
export function theShopAt(shop: Shop, at: Date, config: Partial<Config> = {}): Shop {
  const { app, logged } = anAppOn(shop.db, { at, config: { ...behindProxy, ...config } });
  return { app: open(app), db: shop.db, logged };
}

/** Mounts what the program itself may have mounted already. */
function open(app: Hono<Env>): Hono<Env> {
  if (app.routes.some(({ path }) => path === '/sign-in')) return app;
  app.route('/sign-in', signIn);
  app.route('/sign-out', signOut);
  app.route('/second-factor', secondFactor);
  app.route('/invitation', invitation);
  app.route('/password-reset', passwordReset);
  app.route('/company', company);
  app.route('/office/people', people);
  app.route('/outbox', outbox);
  declaredRoutes(app);
  return app;
}

type From = { cookie?: string | undefined; address?: string };

const headersOf = ({ cookie, address = '203.0.113.5' }: From) => ({
  'X-Forwarded-For': address,
  ...(cookie ? { Cookie: cookie } : {}),
});

export async function get(shop: Shop, path: string, from: From = {}): Promise<Response> {
  return shop.app.request(path, { headers: headersOf(from) });
}

/** Sends a form of one of our own pages; a field may be given more than once. */
export async function post(
  shop: Shop,
  path: string,
  fields: Record<string, string> | [string, string][],
  from: From = {},
): Promise<Response> {
  return shop.app.request(path, {
    method: 'POST',
    headers: {
      ...headersOf(from),
      ...fromOurPage,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields).toString(),
  });
}

/** The cookie by which the browser goes on; undefined when no session was opened. */
export function cookieOf(answer: Response): string | undefined {
  const set = answer.headers.getSetCookie().find((cookie) => /^sid=[^;]/.test(cookie));
  return set?.split(';')[0];
}

/** How many statements an answer took. */
export const statementsOf = (answer: Response) => answer.headers.get('Server-Timing');

export async function setPassword(db: Kysely<DB>, person: { personId: string }, plain = password) {
  await db
    .updateTable('person')
    .set({ passwordHash: await hashPassword(plain) })
    .where('id', '=', person.personId)
    .execute();
}

/** Signs somebody in by the form and gives the cookie. */
export async function enter(
  shop: Shop,
  person: { email: string },
  from: From & { password?: string } = {},
): Promise<string> {
  const fields = { email: person.email, password: from.password ?? password };
  const cookie = cookieOf(await post(shop, '/sign-in', fields, from));
  if (!cookie) throw new Error(`${person.email} was not let in`);
  return cookie;
}

/** Letters in the outbox, the oldest first. */
export async function lettersTo(db: Kysely<DB>, recipient: string) {
  return db
    .selectFrom('outgoingMail')
    .where('recipient', '=', recipient)
    .orderBy('createdAt')
    .orderBy('id')
    .select(['subject', 'body'])
    .execute();
}

/** The path of the link in the last letter to somebody. */
export async function linkTo(db: Kysely<DB>, recipient: string): Promise<string> {
  const body = (await lettersTo(db, recipient)).at(-1)?.body ?? '';
  const [, path] = /https?:\/\/[^/\s]+(\/\S+)/.exec(body) ?? [];
  if (!path) throw new Error(`no link was sent to ${recipient}`);
  return path;
}
