import { beforeAll, expect, test } from 'vitest';
import { loyaltyParts } from '../../views/office/loyalty/part-names.ts';
import { seedDemoWorld } from '../../src/demo/seed-demo-world.ts';
import { anApp, anAppOn, asPart, signedIn } from '../support/app.ts';

const at = new Date('2026-11-25T10:00:00Z');
const shop = anApp({ at });
const languages = ['en', 'ru', 'kk'] as const;
/** What the page of the head of sales may weigh, before it is packed. */
const HTML_BYTES_MAX = 25_000;
/** Four, and that of the session. */
const STATEMENTS_MAX = 5;
let cookie = '';

beforeAll(async () => {
  const { db } = await shop;
  await seedDemoWorld(db, { seed: 1, at });
  const head = await db
    .selectFrom('person')
    .where('email', '=', 'head@counterweight.example')
    .select('id')
    .executeTakeFirstOrThrow();
  cookie = await signedIn(db, { personId: head.id }, at);
}, 300_000);

async function open(path: string, headers: Record<string, string> = {}, language = 'en') {
  const { db } = await shop;
  const answer = await anAppOn(db, { at }).app.request(path, {
    headers: { cookie: `${cookie}; lang=${language}`, ...headers },
  });
  const [, statements] =
    /statements;desc="(\d+)"/.exec(answer.headers.get('server-timing') ?? '') ?? [];
  return { status: answer.status, statements: Number(statements), html: await answer.text() };
}

const textIn = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

test.each(languages)(
  'the dashboard weighs little in %s, and leads to each of its parts',
  async (language) => {
    const branch = '?segment=end_user&branch=ALA';
    for (const segment of ['', '?segment=end_user', '?segment=trader', '?branch=ALA', branch]) {
      const { status, html, statements } = await open(`/office/loyalty${segment}`, {}, language);
      expect(status).toBe(200);
      expect(statements).toBeLessThanOrEqual(STATEMENTS_MAX);
      expect(html.slice(0, 100)).toContain(`<html lang="${language}"`);
      expect(Buffer.byteLength(html)).toBeLessThanOrEqual(HTML_BYTES_MAX);
      for (const part of loyaltyParts) {
        const href = `/office/loyalty/parts/${part}${segment.replace('&', '&amp;')}`;
        expect(html.includes(`href="${href}"`), href).toBe(true);
      }
    }
  },
);

test.each(loyaltyParts)(
  'the part %s is the same as a page, in the dashboard, and in print',
  async (part) => {
    const path = `/office/loyalty/parts/${part}`;
    const asked = await open(path, asPart);
    expect(asked.html).toMatch(new RegExp(`^<section id="${part}"`));
    const [, body = ''] = asked.html.split('</h2>');
    const said = textIn(body).trim();
    expect(said.length).toBeGreaterThan(40);
    expect(textIn((await open(path)).html)).toContain(said);
    expect(textIn((await open('/office/loyalty/whole')).html)).toContain(said);
  },
);

test('what is no part is not found, and a population that is none is everybody', async () => {
  expect((await open('/office/loyalty/parts/everything')).status).toBe(404);
  const [nobody, everybody] = [
    await open('/office/loyalty?segment=nobody'),
    await open('/office/loyalty'),
  ];
  expect(textIn(nobody.html)).toBe(textIn(everybody.html));
});

test('a branch is chosen beside a population, and every way on keeps both', async () => {
  const { html } = await open('/office/loyalty?segment=trader&branch=ALA');
  expect(html).toContain('<input type="hidden" name="segment" value="trader"');
  expect(html).toContain('<option value="ALA" selected="">');
  expect(html).toContain('href="/office/loyalty?branch=ALA"');
  expect(html).toContain('href="/office/loyalty/whole?segment=trader&amp;branch=ALA"');
  expect(html).toContain(
    'href="/office/loyalty/answers?item=OSAT&amp;population=trader&amp;branch=ALA"',
  );
  const [head, ...rows] = rowsOf((await open('/office/loyalty/figures.csv?branch=ALA')).html);
  const at = head?.indexOf('segment') ?? -1;
  expect(rows.filter((row) => row[at] === 'branch:ALA').length).toBeGreaterThan(50);
  expect(rows.some((row) => row[at] === 'trader' && row[0]?.startsWith('nps'))).toBe(false);
  const elsewhere = await open('/office/loyalty?branch=ZZZ');
  expect(elsewhere.status).toBe(200);
  expect(textIn(elsewhere.html)).toContain('collecting, n = 0');
});

test.each(loyaltyParts)(
  'the part %s is shown of a branch and a quarter too, as a page and in print',
  async (part) => {
    const filter = '?segment=end_user&branch=ALA&quarter=2026-Q3';
    const { status, statements, html } = await open(`/office/loyalty/parts/${part}${filter}`);
    expect(status).toBe(200);
    expect(statements).toBeLessThanOrEqual(STATEMENTS_MAX);
    const [, body = ''] = html.split('</h2>');
    const said = textIn(body.split('</section>')[0] ?? '').trim();
    expect(said.length).toBeGreaterThan(20);
    expect(textIn((await open(`/office/loyalty/whole${filter}`)).html)).toContain(said);
  },
);

test('the yard that slowed down is named where the head of sales looks first', async () => {
  const { html } = await open('/office/loyalty');
  expect(textIn(html)).toMatch(
    /down Speed of loading by branch , Almaty: from \d[.\d]* to \d[.\d]* on a scale of 5/,
  );
});

test('types, the certificate and groups of questions lead to the answers that they are reckoned from', async () => {
  const { html } = await open('/office/loyalty/parts/asked?segment=trader', asPart);
  for (const item of ['SUS3', 'SUS3F', 'CCS1', 'REL_REBUY', 'AE2', 'AI1']) {
    const path = `/office/loyalty/answers?item=${item}&population=trader`;
    expect(html.includes(`href="${path.replace('&', '&amp;')}"`), item).toBe(true);
    expect((await open(path, asPart)).status, item).toBe(200);
  }
});

/** Rows of a file of ours, without the quotes of its texts. */
const rowsOf = (file: string) =>
  file
    .replace('\uFEFF', '')
    .trim()
    .split('\r\n')
    .map((row) => row.split(';').map((cell) => cell.replaceAll(/^"|"$/g, '')));

test('answers are looked at by quarter, population, branch, channel and moment, and the address keeps it', async () => {
  const { html } = await open('/office/loyalty/answers?item=AE5&branch=ALA&channel=web');
  expect(html).toContain('<option value="ALA" selected="">');
  expect(html).toContain('<option value="web" selected="">');
  expect(html).toContain(
    'href="/office/loyalty/answers.csv?item=AE5&amp;branch=ALA&amp;channel=web"',
  );
  const part = await open('/office/loyalty/answers?item=AE5', asPart);
  expect(part.html).toMatch(/^<section id="answers"/);
  expect(part.html).toContain('href="/office/loyalty/answers?item=AE5&amp;branch=ALA"');
  expect((await open('/office/loyalty/answers?item=SUS2')).status).toBe(404);
  expect((await open('/office/loyalty/answers?item=WHY')).status).toBe(404);
  expect((await open('/office/loyalty/answers?branch=%00&quarter=x')).status).not.toBe(500);
});

test('answers are looked at by manager and by goods, in the page and in the file', async () => {
  const { db } = await shop;
  const { id, name } = await db
    .selectFrom('person')
    .innerJoin('company', 'company.managerId', 'person.id')
    .select(['person.id', 'person.name'])
    .orderBy('person.name')
    .executeTakeFirstOrThrow();
  const { html, statements } = await open(`/office/loyalty/answers?item=OSAT&manager=${id}`);
  expect(statements).toBeLessThanOrEqual(4);
  expect(html).toContain(`<option value="${id}" selected="">${name}</option>`);
  expect(html).toContain(`item=OSAT&amp;manager=${id}&amp;goods=sheets"`);
  const file = await open(`/office/loyalty/answers.csv?item=OSAT`);
  const managers = rowsOf(file.html).filter(([of]) => of === 'Manager');
  expect(managers.map(([, who]) => who)).toContain(name);
  const [, all = []] = rowsOf(file.html);
  const told = managers.reduce((sum, row) => sum + Number(row.at(-1)), 0);
  const left = Number(all.at(-1)) - told;
  expect(left === 0 || left >= 5).toBe(true);
  const nobody = '/office/loyalty/answers?item=OSAT&manager=00000000-0000-7000-8000-000000000000';
  expect((await open(nobody, asPart)).html).toContain('role="status"');
});

test('a slice that is kept back is in no page and in no file', async () => {
  const few = '?item=OSAT&branch=ZZZ';
  expect((await open(`/office/loyalty/answers${few}`, asPart)).html).toContain('role="status"');
  expect(rowsOf((await open(`/office/loyalty/answers.csv${few}`)).html)).toHaveLength(1);
});

test('the file of answers has groups and counts of them, and none of those who answered by name', async () => {
  const { db } = await shop;
  const { html } = await open('/office/loyalty/answers.csv?item=OSAT');
  const [head = [], all = [], ...groups] = rowsOf(html);
  expect(head.slice(1, 2)).toEqual(['Group']);
  expect(head.at(-1)).toBe('n');
  const n = Number(all.at(-1));
  expect(n).toBeGreaterThan(100);
  expect(all.slice(2, -1).reduce((sum, one) => sum + Number(one), 0)).toBe(n);
  for (const row of groups) expect(Number(row.at(-1))).toBeGreaterThanOrEqual(5);
  const people = await db
    .selectFrom('person')
    .where('staffRole', 'is', null)
    .where('name', 'not in', (of) =>
      of.selectFrom('person').where('staffRole', 'is not', null).select('name'),
    )
    .select('name')
    .execute();
  const companies = await db.selectFrom('company').select('name').execute();
  for (const { name } of [...people, ...companies]) expect(html.includes(name)).toBe(false);
});

test('the file of figures says nothing of what too few have answered but how many', async () => {
  const rows = rowsOf((await open('/office/loyalty/figures.csv')).html);
  const [head = [], ...figures] = rows;
  const at = (name: string) => head.indexOf(name);
  expect(figures.length).toBeGreaterThan(100);
  const few = figures.filter((one) => {
    const isAsked = one[at('shown')] !== '';
    return isAsked && (Number(one[at('n')]) < 10 || Number(one[at('accounts')]) < 5);
  });
  expect(few.length).toBeGreaterThan(0);
  for (const one of few) expect([one[at('value')], one[at('low')]]).toEqual(['', '']);
  expect(figures.some((one) => one[at('metric')] === 'ontime')).toBe(true);
});
