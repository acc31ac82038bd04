import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { seedDemoWorld } from '../../src/demo/seed-demo-world.ts';
import { findNight, listAtRisk, listFigures } from '../../src/loyalty/nightly/figure.queries.ts';
import { countPromises } from '../../src/loyalty/nightly/inputs.queries.ts';
import { newId } from '../../src/platform/id.ts';
import { countAnswers, sumByCompany } from '../../src/loyalty/answer-slice.queries.ts';
import { dimensions, quartersUntil, sliceAnswers } from '../../src/loyalty/answer-slice.ts';
import { decideKeptBack } from '../../src/loyalty/nightly/night.queries.ts';
import { workNight } from '../../src/loyalty/nightly/work-night.ts';
import type { DB, PromiseState } from '../../src/platform/db/schema.ts';
import { builtProgram } from '../support/built-program.ts';
import { freshDatabase } from '../support/database.ts';

const AT = new Date('2026-11-25T10:00:00Z');
const PROGRAM = 'test/support/programs/night-and-die.ts';
const run = promisify(execFile);
let db: Kysely<DB>;
let url = '';

beforeAll(async () => {
  ({ db, url } = await freshDatabase());
  await seedDemoWorld(db, { seed: 1, at: AT });
}, 300_000);

/** Everything that a night writes, but for when it was done. */
async function results() {
  const standings = await sql`select * from company_standing order by company_id`.execute(db);
  const moves = await sql`select * from stage_move order by company_id, month`.execute(db);
  const figures = await sql`select * from loyalty_figure order by metric, segment, period`.execute(
    db,
  );
  return { standings: standings.rows, moves: moves.rows, figures: figures.rows };
}

async function forgetNights(): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`alter table stage_move disable trigger user`.execute(tx);
    await sql`delete from stage_move`.execute(tx);
    await sql`alter table stage_move enable trigger user`.execute(tx);
    await sql`delete from loyalty_figure`.execute(tx);
    await sql`delete from company_standing`.execute(tx);
    await sql`delete from loyalty_night`.execute(tx);
  });
}

const killed = (failpoint: string) =>
  run(process.execPath, [...builtProgram(PROGRAM), url, AT.toISOString(), failpoint]).then(
    () => 'ended',
    (error: unknown) => (error as { signal?: string }).signal,
  );

test('a night that was killed twice ends as one that was left alone, and a second time changes nothing', async () => {
  await forgetNights();
  await workNight(db, AT);
  const whole = await results();
  expect(whole.standings.length).toBe(40);
  expect(whole.figures.length).toBeGreaterThan(500);

  await forgetNights();
  expect(await killed('night.after-batch')).toBe('SIGKILL');
  expect(await findNight(db)).toMatchObject({
    step: 'figures',
    worked: 40,
    total: 40,
    doneDay: null,
  });
  expect(await killed('night.before-figures')).toBe('SIGKILL');
  await workNight(db, new Date(AT.getTime() + 3_600_000));
  expect(await results()).toEqual(whole);
  expect(await findNight(db)).toMatchObject({ step: 'done', doneDay: '2026-11-25', asOf: AT });

  const [{ xmax } = { xmax: '' }] = (
    await sql<{
      xmax: string;
    }>`select max(xmin::text::bigint)::text as xmax from loyalty_figure`.execute(db)
  ).rows;
  await workNight(db, new Date(AT.getTime() + 7_200_000));
  const again = await sql<{
    xmax: string;
  }>`select max(xmin::text::bigint)::text as xmax from loyalty_figure`.execute(db);
  expect(again.rows[0]?.xmax).toBe(xmax);
}, 120_000);

test('the first night of a shop that nobody has bought from ends as any other', async () => {
  const empty = await freshDatabase();

  await workNight(empty.db, AT);

  expect(await findNight(empty.db)).toMatchObject({ step: 'done', doneDay: '2026-11-25' });
});

test('two who work the same night at once write it once', async () => {
  await forgetNights();
  await workNight(db, AT);
  const whole = await results();
  await forgetNights();
  await Promise.all([workNight(db, AT), workNight(db, AT)]);
  expect(await results()).toEqual(whole);
}, 60_000);

test('the yard that slowed down is named, and no other change of loading is', async () => {
  const figures = await listFigures(db, 'all');
  const loading = figures.filter(({ metric, period }) => metric === 'item.AE5' && period === 'now');
  const changed = loading.filter(({ detail }) => detail['change'] === 'down');
  expect(changed.map(({ segment }) => segment)).toContain('branch:ALA');
  expect(changed.filter(({ segment }) => segment.startsWith('branch:'))).toHaveLength(1);
});

test.each([
  ...['csat', 'nps.contact', 'index', 'outcome.LSA', 'item.AI3', 'ces', 'wallet', 'kano.SUS3'],
  ...['expected', 'trust', 'ipa.AE5', 'complaints', 'complaints.solve', 'retention', 'rfm'],
  ...['stage.loyal', 'cycle', 'cases.solve', 'ontime'],
])('%s of branches, and of their populations, parts that of the whole house', async (metric) => {
  const { rows } = await sql<{ segment: string; n: number }>`
    select segment, n from loyalty_figure where metric = ${metric} and period = 'now'`.execute(db);
  const sum = (like: RegExp) =>
    rows.reduce((all, { segment, n }) => (like.test(segment) ? all + n : all), 0);
  expect(sum(/^all$/)).toBeGreaterThan(0);
  expect(sum(/^branch:[A-Z]+$/)).toBe(sum(/^all$/));
  expect(sum(/^branch:.*:trader$/)).toBe(sum(/^trader$/));
  expect(sum(/^branch:.*:end_user$/)).toBe(sum(/^end_user$/));
});

test('of every figure it is decided what is kept back, and what is not decided is not shown', async () => {
  const undecided = await sql`select from loyalty_figure where kept_back is null`.execute(db);
  expect(undecided.rows).toEqual([]);
  const csat = async () =>
    (await listFigures(db, 'branch:ALA')).find(
      ({ metric, period }) => metric === 'csat' && period === 'now',
    );
  const before = await csat();
  expect(before?.value).not.toBeNull();
  await sql`update loyalty_figure set kept_back = null where metric = 'csat'`.execute(db);
  expect(await csat()).toMatchObject({ value: null, low: null, detail: { keptBack: true } });
  await db.transaction().execute((tx) => decideKeptBack(tx));
  expect(await csat()).toEqual(before);
});

/** Figures that are kept of the ends of quarters. */
const ends = async () =>
  (
    await sql<{ period: string; metric: string; segment: string; value: number; n: number }>`
      select period, metric, segment, value, n from loyalty_figure
      where period like 'end-%' order by period, metric, segment`.execute(db)
  ).rows;

test('the end of the last quarter is kept as a night of that day would have told it, and one older a night', async () => {
  const kept = await ends();
  expect(new Set(kept.map(({ period }) => period))).toEqual(new Set(['end-2026-Q3']));
  const { quarters } = (await findNight(db)) ?? {};
  expect(quarters).toEqual(['2026-Q3']);

  const other = await freshDatabase();
  await seedDemoWorld(other.db, { seed: 1, at: AT });
  await sql`delete from loyalty_figure`.execute(other.db);
  await sql`delete from company_standing`.execute(other.db);
  await sql`delete from loyalty_night`.execute(other.db);
  await workNight(other.db, new Date('2026-09-30T18:59:59.999Z'));
  const then = await sql<(typeof kept)[number]>`
    select metric, segment, value, n from loyalty_figure
    where period = 'now' and metric !~ '^(stage|moves)' order by metric, segment`.execute(other.db);
  const told = kept
    .filter(({ metric }) => !/^(stage|moves)/.test(metric))
    .map(({ metric, segment, value, n }) => ({ metric, segment, value, n }));
  expect(told).toEqual(then.rows);
  expect(told.length).toBeGreaterThan(2000);
}, 120_000);

test('how companies stand follows from their last move, as of tonight and so of a day before', async () => {
  const figures = await sql<{ stage: string; n: number }>`
    select substr(metric, 7) as stage, n from loyalty_figure
    where metric like 'stage.%' and segment = 'all' and period = 'now' and n > 0 order by 1`.execute(
    db,
  );
  const standings = await sql<{ stage: string; n: number }>`
    select stage::text, count(*)::integer as n from company_standing group by 1 order by 1`.execute(
    db,
  );
  expect(figures.rows).toEqual(standings.rows);
});

test('a quarter is shown with the trends until its end, and keeps its own counts back', async () => {
  const [tonight, quarter] = [
    await listFigures(db, 'branch:ALA'),
    await listFigures(db, 'branch:ALA', '2026-Q3'),
  ];
  const periodsOf = (of: typeof tonight) =>
    of.map(({ period }) => period).filter((one) => one !== 'now');
  expect(periodsOf(tonight)).toContain('2026-11');
  expect(periodsOf(quarter)).toContain('2026-09');
  expect(periodsOf(quarter)).toContain('end-2026-Q3');
  expect(periodsOf(quarter).some((one) => one === '2026-10' || one === '2026-Q4')).toBe(false);
  const few = quarter.filter(({ shown, n }) => shown !== null && n < 5);
  expect(few.length).toBeGreaterThan(0);
  for (const { value } of few) expect(value).toBeNull();
});

test('a quarter whose answer was deleted is reckoned again and marked, and no other span', async () => {
  const { rows } = await sql<{ promptId: string; quarter: string }>`
    select prompt.id as prompt_id, to_char(answered_at at time zone 'Asia/Almaty', 'YYYY-"Q"Q') as quarter
    from prompt join prompt_answer_item as item on item.prompt_id = prompt.id and item.item = 'CCS3'
    where answered_at < '2026-07-01' order by answered_at desc limit 1`.execute(db);
  const [gone = { promptId: '', quarter: '' }] = rows;
  const before = await results();
  await db.transaction().execute(async (tx) => {
    for (const table of ['prompt_answer', 'prompt_answer_item']) {
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(tx);
    }
    await sql`delete from prompt_answer_item where prompt_id = ${gone.promptId}`.execute(tx);
    await sql`delete from prompt_answer where prompt_id = ${gone.promptId}`.execute(tx);
    await sql`update prompt set state = 'expired', answered_at = null, revision = 0, judged_revision = 0
      where id = ${gone.promptId}`.execute(tx);
    for (const table of ['prompt_answer', 'prompt_answer_item']) {
      await sql`alter table ${sql.table(table)} enable trigger user`.execute(tx);
    }
  });
  await workNight(db, new Date(AT.getTime() + 24 * 3_600_000));
  const { rows: marked } = await sql<{ period: string; metric: string; n: number }>`
    select distinct period, metric from loyalty_figure where recomputed_at is not null order by 1, 2`.execute(
    db,
  );
  // The end of the last quarter is of the same year of answers; older ends are new that night.
  expect(new Set(marked.map(({ period }) => period))).toEqual(
    new Set([gone.quarter, 'end-2026-Q3']),
  );
  expect(marked.map(({ metric }) => metric)).toContain('nps.contact');
  const nOf = (of: typeof before) =>
    (of.figures as { metric: string; segment: string; period: string; n: number }[]).find(
      ({ metric, segment, period }) =>
        metric === 'nps.contact' && segment === 'all' && period === gone.quarter,
    )?.n;
  expect(nOf(await results())).toBe((nOf(before) ?? 0) - 1);
}, 60_000);

test('a span that begins before what is read is never reckoned again', async () => {
  const before = await results();
  const { rows: voiced } = await sql<{ first: string }>`
    select to_char(min(answered_at) at time zone 'Asia/Almaty', 'YYYY-MM') as first from prompt`.execute(
    db,
  );
  const [{ first } = { first: '' }] = voiced;
  // Two years after the middle of the first month that anybody answered in.
  await workNight(db, new Date(Date.parse(`${first}-20T12:00:00Z`) + 731 * 86_400_000));
  const ofFirst = ({ figures }: typeof before) =>
    figures.filter((one) => (one as { period: string }).period === first);
  expect(ofFirst(before).length).toBeGreaterThan(0);
  expect(ofFirst(await results())).toEqual(ofFirst(before));
}, 60_000);

test('an answer that counts only in totals is in the totals and says nothing of its company', async () => {
  const { rows } = await sql<{ companyId: string }>`
    select distinct prompt.company_id from prompt
    join prompt_answer as answer on answer.prompt_id = prompt.id and answer.revision = prompt.revision
    join prompt_answer_item as item on item.prompt_id = prompt.id and item.item = 'CCS3'
    where answer.only_in_totals and prompt.answered_at > '2025-11-27'
      and not exists (
        select from prompt as other join prompt_answer as open on open.prompt_id = other.id and not open.only_in_totals
        join prompt_answer_item as said on said.prompt_id = other.id and said.item = 'CCS3'
        where other.company_id = prompt.company_id and other.answered_at > '2025-11-27')`.execute(
    db,
  );
  for (const { companyId } of rows) {
    const standing = await db
      .selectFrom('companyStanding')
      .where('companyId', '=', companyId)
      .select('nps')
      .executeTakeFirstOrThrow();
    expect(standing.nps).toBeNull();
  }
});

test('behind a figure answers stand together, and no group can be found by taking others away', async () => {
  const [oldest] = quartersUntil('2026-11-25').slice(-1);
  const wanted = { codes: [], from: new Date(`${oldest?.from}T00:00:00+05:00`), until: AT };
  const { counts } = await countAnswers(db, { ...wanted, item: 'OSAT' }, 'en');
  const { all, by } = sliceAnswers(counts, {});
  expect(all?.n).toBeGreaterThan(300);
  expect(by.map(({ dimension }) => dimension)).toEqual([...dimensions]);
  for (const { groups } of by) {
    for (const { n } of groups) expect(n).toBeGreaterThanOrEqual(5);
    const left = (all?.n ?? 0) - groups.reduce((sum, { n }) => sum + n, 0);
    expect(left === 0 || left >= 5).toBe(true);
  }

  const filter = { population: 'trader', channel: 'web', branch: 'ALA' };
  const of = counts.filter(
    (one) => one.population === 'trader' && one.channel === 'web' && one.branch === 'ALA',
  );
  const sums = await sumByCompany(db, { ...wanted, item: 'OSAT', filter });
  const sum = (each: readonly number[]) => each.reduce((one, other) => one + other, 0);
  expect(sum(sums.map(({ n }) => n))).toBe(sum(of.map(({ count }) => count)));
  expect(sum(sums.map((one) => one.sum))).toBe(sum(of.map(({ value, count }) => value * count)));
  for (const { shown, n } of sums) expect(shown).toBeGreaterThanOrEqual(n);
});

test('a delivery is judged by its first promise, once its last one is settled', async () => {
  const { rows } = await sql<{ id: string; companyId: string; branchCode: string }>`
    select shipment.id, company_id, branch_code from shipment
    where not exists (select from promise where subject_id = shipment.id) order by id limit 5`.execute(
    db,
  );
  expect(rows).toHaveLength(5);
  const chains: PromiseState[][] = [
    ['kept'],
    ['renegotiated', 'kept'],
    ['broken', 'kept'],
    ['renegotiated', 'withdrawn'],
    ['renegotiated', 'open'],
  ];
  const before = await countPromises(db, AT);
  const day = (days: number) => new Date(AT.getTime() - days * 86_400_000);
  const promises = rows.flatMap(({ id, companyId }, at) => {
    const ids = chains[at]?.map(() => newId()) ?? [];
    return (chains[at] ?? []).map((state, place) => ({
      ...{ id: ids[place] ?? '', kind: 'arrival' as const, subjectId: id, companyId, state },
      ...{ madeAt: day(9 - place), dueFrom: day(8 - place), dueUntil: day(7 - place) },
      ...{
        replacesId: ids[place - 1] ?? null,
        settledAt: state === 'open' ? null : day(6 - place),
      },
    }));
  });
  await db.insertInto('promise').values(promises).execute();
  const sum = (of: typeof before, what: 'kept' | 'renegotiated' | 'broken') =>
    of.reduce((all, one) => all + one[what], 0);
  const after = await countPromises(db, AT);
  for (const what of ['kept', 'renegotiated', 'broken'] as const) {
    expect(sum(after, what)).toBe(sum(before, what) + 1);
  }
});

test('a manager finds his own customers at risk, a head of sales everybody, the dearest first', async () => {
  const { id: personId } = await db
    .selectFrom('person')
    .where('email', '=', 'manager@counterweight.example')
    .select('id')
    .executeTakeFirstOrThrow();
  const now = { show: 'now', on: '2026-11-25' } as const;
  const all = await listAtRisk(db, { by: { personId }, whose: 'all', ...now, limit: 200 });
  const mine = await listAtRisk(db, { by: { personId }, whose: 'mine', ...now, limit: 200 });
  expect(mine.length).toBeGreaterThan(0);
  expect(mine.length).toBeLessThan(all.length);
  const costs = all.map(({ lostExpectedMinor }) => lostExpectedMinor);
  expect(costs).toEqual(costs.toSorted((one, other) => other - one));
  for (const { reasons } of all) expect(reasons.length).toBeGreaterThan(0);
});
