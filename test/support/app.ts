import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { pino } from 'pino';
import { createApp } from '../../src/app.tsx';
import { loadAssets } from '../../src/channels/assets.ts';
import type { Env } from '../../src/channels/env.ts';
import { createLive, type Live } from '../../src/channels/live.ts';
import { createMetrics } from '../../src/channels/metrics.ts';
import { hashOf } from '../../src/channels/session.ts';
import { type Config, readConfig } from '../../src/platform/config.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { renderPdf } from '../../src/platform/gateways/pdf.ts';
import { documentPaper } from '../../views/documents/paper.ts';
import { voidedPaper } from '../../views/documents/voided.ts';
import type { PrintDocument } from '../../src/payments/document.ts';
import type { CardPayments } from '../../src/platform/gateways/card-payments.ts';
import type { ScaleOf } from '../../src/platform/gateways/scale.ts';
import { freshDatabase } from './database.ts';

/** The moment at which everything happens in tests that do not say otherwise: a Thursday morning in Almaty. */
export const thursday = new Date('2026-11-26T05:00:00Z');

/** Where codes on papers lead to. */
export const SHOP_AT = 'https://shop.example';

/** Prints without a thread, which takes seconds to begin from source. */
const printHere: PrintDocument = (content, language, voided) => {
  const paper = documentPaper(content, language, SHOP_AT);
  return renderPdf(voided ? voidedPaper(paper, voided, language) : paper);
};

type AppOptions = {
  config?: Partial<Config>;
  at?: Date;
  cards?: CardPayments;
  scaleOf?: ScaleOf;
};

const HOUR_MS = 3_600_000;
const assets = loadAssets();

/** The whole web program on a database of its own, without a socket: send requests with `app.request`. */
export async function anApp(options: AppOptions = {}): Promise<{
  app: Hono<Env>;
  db: Kysely<DB>;
  url: string;
  lifecycle: { draining: boolean };
  live: Live;
  logged: string[];
}> {
  const { db, url } = await freshDatabase();
  const { lifecycle, live, logged, app } = anAppOn(db, options);
  return { app, db, url, lifecycle, live, logged };
}

/** The same on a database that is there already. */
export function anAppOn(db: Kysely<DB>, options: AppOptions = {}) {
  const logged: string[] = [];
  const lifecycle = { draining: false };
  const log = pino({ level: 'info' }, { write: (line) => logged.push(line) });
  const live = createLive(db, log);
  const app = createApp({
    db,
    config: { ...readConfig({ NODE_ENV: 'test', DEMO: '0' }), ...options.config },
    log,
    live,
    clock: () => options.at ?? thursday,
    assets,
    metrics: createMetrics(),
    lifecycle,
    print: printHere,
    cards: options.cards,
    scaleOf: options.scaleOf,
  });
  return { app, lifecycle, live, logged };
}

type Person = { personId: string; companyId?: string | null };

/** Opens a session for a person and gives the `Cookie` header that belongs to it. */
export async function signedIn(
  db: Kysely<DB>,
  person: Person,
  at: Date = thursday,
): Promise<string> {
  const [cookie = ''] = await signedInEach(db, [person], at);
  return cookie;
}

/** A session for each of several people, or several of one, in one statement. */
export async function signedInEach(
  db: Kysely<DB>,
  people: readonly Person[],
  at: Date,
): Promise<string[]> {
  const opened = people.map((person) => ({ person, token: randomBytes(32).toString('base64url') }));
  if (opened.length === 0) return [];
  const rows = opened.map(({ person, token }) => ({
    tokenHash: hashOf(token),
    personId: person.personId,
    companyId: person.companyId ?? null,
    secondFactorAt: at,
    createdAt: at,
    seenAt: at,
    expiresAt: new Date(at.getTime() + HOUR_MS),
  }));
  await db.insertInto('session').values(rows).execute();
  return opened.map(({ token }) => `sid=${token}`);
}

/** Headers of a form that one of our own pages sends. */
export const fromOurPage = { 'Sec-Fetch-Site': 'same-origin' };

/** Headers by which htmx asks for a part of a page. */
export const asPart = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' };
