import { type ServerType, serve } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll } from 'vitest';
import type { Env } from '../../src/channels/env.ts';
import type { Live } from '../../src/channels/live.ts';
import { seedDemoWorld } from '../../src/demo/seed-demo-world.ts';
import { startWorker } from '../../src/jobs.ts';
import type { DB, Language } from '../../src/platform/db/schema.ts';
import { createLog } from '../../src/platform/log.ts';
import { anApp, signedIn } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { aStandIn } from '../support/stand-in.ts';
import { at } from '../support/world.ts';

/** The demo's one password, and its people by what they do in these journeys. */
const password = 'demo';
const people = {
  buyer: 'approver@altyn.example',
  purchaser: 'purchaser@altyn.example',
  approver: 'approver@altyn.example',
  accountant: 'accountant@altyn.example',
  companyAdmin: 'admin@altyn.example',
  /** Of a company that pays a part with the order, before anything is cut. */
  inParts: 'purchaser@almaty-metiz.example',
  counter: 'counter@counterweight.example',
  phone: 'phone@counterweight.example',
  secondPhone: 'phone2@counterweight.example',
  manager: 'manager@counterweight.example',
  head: 'head@counterweight.example',
  admin: 'admin@counterweight.example',
} as const;

export type Who = keyof typeof people;

/** Enough past for every list to hold something, little enough to be made in two seconds. */
const MONTHS = 3;

/** How long a page may take before a step counts as impossible; nothing waits so long in a shop that works. */
const PATIENCE_MS = 8_000;

/** More controls than any page has. */
const STEPS_MAX = 150;

/** The demo shop on a socket of this machine, and a browser to visit it with. */
export type Shop = {
  app: Hono<Env>;
  db: Kysely<DB>;
  live: Live;
  base: string;
  browser: Browser;
};

/**
 * Opens the demo shop for one test file and closes it when the file's tests are
 * done. Call it at the top of the file or in `beforeAll`. One that takes cards has
 * the stand-in for the provider beside it and a worker that does its jobs.
 */
export async function openShop(that: { takesCards?: boolean } = {}): Promise<Shop> {
  const standIn = that.takesCards ? await aStandIn({ at }) : undefined;
  const cards = standIn?.cards();
  const { app, db, live, url } = await anApp({
    at,
    ...(cards && { cards }),
    config: { demo: true },
  });
  await seedDemoWorld(db, { seed: 1, at, months: MONTHS });
  let server: ServerType | undefined;
  const base = await new Promise<string>((resolve) => {
    server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
  const browser = await launchBrowser();
  await standIn?.webhooks({ url: `${base}/webhooks/stripe` });
  const work = { db, clock: () => at, send: undefined, publicUrl: base, cards };
  const worker = standIn && (await startWorker(url, work, createLog('silent')));
  afterAll(async () => {
    await browser.close();
    await worker?.stop();
    await standIn?.close();
    server?.close();
  });
  return { app, db, live, base, browser };
}

/** How somebody comes to the shop. */
type Coming = {
  scripts?: boolean;
  colours?: 'light' | 'dark';
  language?: Language;
  /** Of the screen, pixels. */
  width?: number;
};

/** Somebody with a browser of his own, and all that it complained of. */
export type Visitor = {
  page: Page;
  context: BrowserContext;
  scripts: boolean;
  complaints: string[];
};

/** A visitor nobody knows yet. His browser prefers the language; the shop may be told another. */
export async function aVisitor(shop: Shop, coming: Coming = {}): Promise<Visitor> {
  const { scripts = true, colours = 'light', language = 'ru', width = 1366 } = coming;
  const context = await shop.browser.newContext({
    baseURL: shop.base,
    javaScriptEnabled: scripts,
    colorScheme: colours,
    locale: language,
    viewport: { width, height: 768 },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints = listenIn(context);
  return { page: await context.newPage(), context, scripts, complaints };
}

/**
 * What a browser says against a page: words in the console, errors of scripts
 * (a violation of the content policy is one of either), requests that failed
 * and answers that refuse.
 */
function listenIn(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`console: ${message.text()}`);
    }
  });
  context.on('weberror', (error) => complaints.push(`script: ${error.error().message}`));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    complaints.push(`request: ${request.method()} ${request.url()} ${reason}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) {
      complaints.push(`answer: ${response.status()} ${response.url()}`);
    }
  });
  return complaints;
}

/** Whoever does something in these journeys: the person, and the company that a buyer buys for. */
export function findPerson(shop: Shop, who: Who) {
  return shop.db
    .selectFrom('person')
    .leftJoin('membership', 'membership.personId', 'person.id')
    .leftJoin('company', 'company.id', 'membership.companyId')
    .where('person.email', '=', people[who])
    .select(['person.id as personId', 'person.email', 'person.name'])
    .select(['person.language', 'person.theme', 'company.id as companyId'])
    .select('company.name as companyName')
    .executeTakeFirstOrThrow();
}

/** Gives a browser the session of somebody who signed in before. */
export async function letIn(shop: Shop, { context }: Visitor, who: Who): Promise<void> {
  const cookie = await signedIn(shop.db, await findPerson(shop, who), at);
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: shop.base }]);
}

/** Signs somebody in by the form, as people do: address, password, Enter. */
export async function signIn(page: Page, who: Who): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('#sign-in [name=email]').fill(people[who]);
  await page.locator('#sign-in [name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Chooses the language by its link in the bar of any page. */
export async function chooseLanguage(page: Page, language: Language): Promise<void> {
  await page.locator(`a[hreflang=${language}]`).click();
  await page.locator(`html[lang=${language}]`).waitFor();
}

/**
 * Does what a key of the desk does. Without scripts the key does nothing, and
 * whoever has no mouse walks to its control and presses Enter there.
 */
export async function pressKey({ page, scripts }: Visitor, key: string): Promise<void> {
  const control = page.locator(`main [data-key="${key}"]`).first();
  await control.waitFor();
  if (scripts) return page.keyboard.press(key);
  await walkTo(page, control);
  await page.keyboard.press('Enter');
}

/** Presses Tab until the focus is on something; throws where no way leads there. */
export async function walkTo(page: Page, goal: Locator): Promise<void> {
  await goal.waitFor();
  const goalFocused = page.locator('*:focus').and(goal);
  for (let steps = 0; (await goalFocused.count()) === 0; steps += 1) {
    if (steps === STEPS_MAX) throw new Error(`Tab does not lead to ${goal.toString()}`);
    await page.keyboard.press('Tab');
  }
}
