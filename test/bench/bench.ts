import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Asked, readArguments, USAGE } from './arguments.ts';
import { fillSamples } from './carts.ts';
import { openConstant, measureSql } from './floors/launch.ts';
import { chooseCategories, chooseGoods, stockUp } from './goods.ts';
import { type Ground, type Load, loads, samplePeople } from './loads.ts';
import { measure } from './measure.ts';
import { findImbalances, forgetJobs, untilNoJobs, untilQuiet } from './orders.ts';
import { chooseCompanies, People } from './people.ts';
import { longListInWords, measureLongLists } from './long-list.ts';
import { loyaltyInWords, measureLoyalty } from './loyalty.ts';
import { measurePriceFile, priceFileInWords } from './price-files.ts';
import { measurePricing, pricingInWords } from './pricing.ts';
import { hasErrors, type Row, tableOf } from './report.ts';
import { measureStreams, streamsInWords } from './streams.ts';
import { jobOf, openRecorder, record, type Recorder, type Recording } from './statements.ts';
import { readSurroundings } from './surroundings.ts';
import { CONNECTIONS_MAX, openWeb, openWorld, type Web, type World } from './world.ts';

const USAGE_EVERY_MS = 500;

const say = (words: string) => void process.stderr.write(`${words}\n`);
const endings: (() => Promise<unknown>)[] = [];

process.once('SIGINT', () => void endAll().then(() => process.exit(130)));
process.exitCode = await run().catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
});
await endAll();

async function endAll(): Promise<void> {
  for (const end of endings.splice(0).toReversed()) await end();
}

/** The whole bench; gives the exit code. */
async function run(): Promise<number> {
  const asked = readAsked();
  const world = await openWorld(asked, say);
  endings.push(world.end);
  const surroundings = await readSurroundings(world, asked);
  const recorder = await openRecorder(world.url, CONNECTIONS_MAX);
  endings.push(recorder.end);
  const ground = await prepareGround(world, recorder);
  const web = await openWeb(world, asked);
  endings.push(web.end);

  const rows: Row[] = [];
  for (const load of loads.filter(({ name }) => asked.only.includes(name))) {
    rows.push(...(await runLoad({ asked, ground, recorder, web }, load)));
  }
  process.stdout.write(tableOf(surroundings, rows));
  const pricing = asked.only.includes('pricing')
    ? await measurePricing(ground, recorder)
    : undefined;
  if (pricing) process.stdout.write(pricingInWords(pricing));
  const longList = asked.only.includes('long-list')
    ? await measureLongLists(ground, recorder)
    : undefined;
  if (longList) process.stdout.write(longListInWords(longList));
  const priceFile = asked.only.includes('import')
    ? await measurePriceFile(ground, web, asked)
    : undefined;
  if (priceFile) process.stdout.write(priceFileInWords(priceFile));
  const streams = asked.only.includes('streams')
    ? await measureStreams(world, web, recorder)
    : undefined;
  if (streams) process.stdout.write(streamsInWords(streams));
  const loyalty = asked.only.includes('loyalty')
    ? await measureLoyalty(ground, recorder)
    : undefined;
  if (loyalty) process.stdout.write(loyaltyInWords(loyalty));
  if (asked.json) {
    await mkdir(path.dirname(path.resolve(asked.json)), { recursive: true });
    await writeFile(
      asked.json,
      `${JSON.stringify({ surroundings, rows, pricing, longList, priceFile, loyalty, streams }, undefined, 2)}\n`,
    );
  }
  const imbalances = await findImbalances(world, {
    productIds: ground.goods.map(({ id }) => id),
    companyIds: ground.people.companies.map(({ id }) => id),
  });
  for (const imbalance of imbalances) say(imbalance);
  return hasErrors(rows) || imbalances.length > 0 ? 1 : 0;
}

function readAsked(): Asked {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

async function prepareGround(world: World, recorder: Recorder): Promise<Ground> {
  say('Preparing goods, people and carts.');
  const goods = await chooseGoods(world);
  await stockUp(world, goods);
  const people = new People(world, await chooseCompanies(world));
  const samples = await fillSamples(recorder, await samplePeople(people), goods);
  await world.sql.query('vacuum analyze');
  return { world, people, goods, samples, categories: await chooseCategories(world) };
}

type Bench = { asked: Asked; ground: Ground; recorder: Recorder; web: Web };

/** A load at each number of connections, its floors directly after it. */
async function runLoad(bench: Bench, load: Load): Promise<Row[]> {
  const { asked, ground, recorder, web } = bench;
  const { recordings, page } = await recordAll(ground, recorder, load);
  const rows: Row[] = [];
  for (const connections of asked.connections) {
    say(`${load.words}, ${connections} at once`);
    const { thinkMs, warmUpSeconds, seconds } = asked;
    const course = { connections, thinkMs, warmUpSeconds, seconds };
    const shop = await measureShop(bench, load, course);
    await untilQuiet(ground.world);
    await (asked.hasWorker ? untilNoJobs(ground.world) : forgetJobs(ground.world));
    web.hold();
    const sql = await measureSqlOf(bench, load, { recordings, connections });
    const constant = await measureConstant(ground.world, page, course);
    await forgetJobs(ground.world);
    web.letGo();
    rows.push({ load: load.name, words: load.words, connections, ...shop, sql, constant });
  }
  return rows;
}

/** What each variant of a request sends to the database, and one answer. */
async function recordAll(
  ground: Ground,
  recorder: Recorder,
  load: Load,
): Promise<{ recordings: Recording[]; page: string }> {
  const asks = await load.prepare(ground, ground.samples.length);
  const recordings: Recording[] = [];
  let page = '';
  for (const ask of asks) {
    const heard = await record(recorder, ask);
    recordings[ask.variant] = heard.recording;
    page = heard.said;
  }
  return { recordings, page };
}

type Course = { connections: number; thinkMs: number; warmUpSeconds: number; seconds: number };

async function measureShop(
  { asked, ground, web }: Bench,
  load: Load,
  course: Course,
): Promise<Pick<Row, 'shop' | 'statements' | 'cpuMs' | 'residentMb' | 'errors'>> {
  const count = load.perSecond.shop * (asked.warmUpSeconds + asked.seconds);
  const asks = await load.prepare(ground, count);
  const before = await web.usage();
  const looks: Promise<{ residentMb: number }>[] = [];
  const looking = setInterval(() => looks.push(web.usage()), USAGE_EVERY_MS);
  const { statements, errors, answered, ...shop } = await measure(
    asks,
    { ...course, address: web.address },
    load,
  );
  clearInterval(looking);
  const after = await web.usage();
  const residentMb = [after, ...(await Promise.all(looks))].map((usage) => usage.residentMb);
  const doubt = await load.doubt?.(ground, answered);
  return {
    shop,
    statements,
    errors: doubt ? { ...errors, [doubt]: 1 } : errors,
    cpuMs: ((after.cpuSeconds - before.cpuSeconds) * 1000) / Math.max(1, answered.length),
    residentMb: Math.max(...residentMb),
  };
}

async function measureSqlOf(
  { asked, ground }: Bench,
  load: Load,
  { recordings, connections }: { recordings: readonly Recording[]; connections: number },
) {
  const { seconds, warmUpSeconds } = asked;
  const count = load.perSecond.sql * (warmUpSeconds + seconds);
  const asks = load.onceOnly ? await load.prepare(ground, count) : undefined;
  return measureSql(ground.world.folder, {
    ...{ url: ground.world.url, connectionsMax: CONNECTIONS_MAX, atOnce: connections },
    ...{ seconds, warmUpSeconds, recordings },
    jobs: asks?.map((ask) => jobOf(ask, recordings)),
  });
}

async function measureConstant(world: World, page: string, course: Course) {
  const server = await openConstant(world.folder, page);
  const ask = { method: 'GET', path: '/', headers: {}, variant: 0, peculiar: [] } as const;
  const { answers, perSecond, p50Ms, p95Ms, p99Ms } = await measure(
    [ask],
    { ...course, thinkMs: 0, address: server.address },
    { onceOnly: false },
  );
  await server.end();
  return { answers, perSecond, p50Ms, p95Ms, p99Ms };
}
