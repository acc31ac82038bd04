import { createHash, randomBytes } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { trackShipment } from '../../src/delivery/track-shipment.ts';
import { newId } from '../../src/platform/id.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { type Figures, sumUp } from './figures.ts';
import type { Recorder } from './statements.ts';
import type { Web, World } from './world.ts';

const SHIPMENTS = 50;
const READERS_OF_ONE = 20;
const STREAMS = SHIPMENTS * READERS_OF_ONE;
const EVENTS = 40;
/** Reports that are written at once: fewer than the pool has connections. */
const WRITERS = 8;
const BETWEEN_MS = 250;
const SETTLE_MS = 4_000;
const PATIENCE_MS = 30_000;

/** What open streams cost, and how soon they tell. Latencies from before the report is written until the reader has its message. */
export type Streams = {
  streams: number;
  openedMs: number;
  residentMbBefore: number;
  residentMbOpen: number;
  cpuShareIdle: number;
  /** Reports one by one: each is told to the readers of one shipment. */
  single: Figures;
  /** A report of every shipment at once. */
  storm: Figures;
  /** Streams that were not told of a report at all. */
  missed: number;
};

/** Opens a thousand streams of one process by links, each from an address of its own, and lets things happen. */
export async function measureStreams(world: World, web: Web, recorder: Recorder): Promise<Streams> {
  const shipments = await somethingOnTheRoad(world);
  await web.usage();
  await pause(SETTLE_MS);
  const before = await web.usage();
  const begun = performance.now();
  const readers: Awaited<ReturnType<typeof openReader>>[] = [];
  // Twenty at a time: browsers do not all come in one millisecond.
  for (const [place, { id, tokens }] of shipments.entries()) {
    const some = tokens.map((token, reader) =>
      openReader(`${web.address}/t/${token}/stream?after=0`, id, place * 100 + reader),
    );
    readers.push(...(await Promise.all(some)));
  }
  const openedMs = performance.now() - begun;
  await pause(SETTLE_MS);
  const open = await web.usage();
  await pause(SETTLE_MS);
  const idle = await web.usage();
  const tell = (shipmentId: string, turn: number) =>
    transact(recorder.db, (tx) =>
      trackShipment(
        tx,
        { kind: 'carrier', reportKey: newId() },
        {
          ...{ shipmentId, kind: 'checkpoint', happenedAt: new Date(), place: `км ${turn}` },
          ...{ note: '', at: new Date() },
        },
      ),
    );
  const [singleMs, stormMs]: [number[], number[]] = [[], []];
  let missed = 0;
  const gather = async (ids: readonly string[], turn: number, into: number[]) => {
    const begunAt = new Map<string, number>();
    const waiting = readers
      .filter(({ shipmentId }) => ids.includes(shipmentId))
      .map(async ({ shipmentId, next }) => {
        const toldAt = await next();
        return toldAt && toldAt - (begunAt.get(shipmentId) ?? 0);
      });
    for (let begin = 0; begin < ids.length; begin += WRITERS) {
      await Promise.all(
        ids.slice(begin, begin + WRITERS).map((id) => {
          begunAt.set(id, performance.now());
          return tell(id, turn);
        }),
      );
    }
    for (const ms of await Promise.all(waiting)) {
      if (ms === undefined) missed += 1;
      else into.push(ms);
    }
  };
  const from = performance.now();
  for (let turn = 0; turn < EVENTS; turn += 1) {
    await gather([shipments[turn % SHIPMENTS]?.id ?? ''], turn, singleMs);
    await pause(BETWEEN_MS * Math.random());
  }
  await gather(
    shipments.map(({ id }) => id),
    EVENTS,
    stormMs,
  );
  const spanMs = performance.now() - from;
  for (const { leave } of readers) leave();
  return {
    ...{ streams: readers.length, openedMs, missed },
    ...{ residentMbBefore: before.residentMb, residentMbOpen: open.residentMb },
    cpuShareIdle: (idle.cpuSeconds - open.cpuSeconds) / (SETTLE_MS / 1000),
    ...{ single: sumUp(singleMs, spanMs), storm: sumUp(stormMs, spanMs) },
  };
}

/** Vehicles on the road with links, as many as it takes. */
async function somethingOnTheRoad(world: World) {
  const orders = await world.sql.query<{ id: string; company_id: string; placer: string }>(
    `select sold.id, sold.company_id, (select id from person where staff_role = 'counter' limit 1) as placer
     from sales_order as sold where sold.source = 'counterweight' order by sold.placed_at desc limit $1`,
    [SHIPMENTS],
  );
  const made: { id: string; tokens: readonly string[] }[] = [];
  for (const { id: orderId, company_id: companyId, placer } of orders.rows) {
    const [id, siteId] = [newId(), newId()];
    const tokens = Array.from({ length: READERS_OF_ONE }, () =>
      randomBytes(32).toString('base64url'),
    );
    await world.sql.query(
      `insert into site (id, company_id, name, city, address) values ($1, $2, 'site', 'Астана', 'street 1')`,
      [siteId, companyId],
    );
    await world.sql.query(
      `insert into shipment (id, company_id, order_id, position, branch_code, way, site_id, stage, load_from, load_until, planned_by, planned_at)
       values ($1, $2, $3, 900, 'ALA', 'carrier', $4, 'left', now() - interval '2 hours', now() - interval '1 hour', $5, now())`,
      [id, companyId, orderId, siteId, placer],
    );
    await world.sql.query(
      `insert into shipment_line (id, company_id, shipment_id, order_line_id, planned_g, loaded_g)
       select gen_random_uuid(), $1, $2, id, weight_g, weight_g from sales_order_line where order_id = $3`,
      [companyId, id, orderId],
    );
    await world.sql.query(
      `insert into shipment_link (token_hash, company_id, shipment_id, made_at, expires_at)
       select hash, $1, $2, now(), now() + interval '1 day' from unnest($3::bytea[]) as hash`,
      [companyId, id, tokens.map((token) => createHash('sha256').update(token).digest())],
    );
    made.push({ id, tokens });
  }
  return made;
}

/** One reader with a connection of its own, as a browser would be. */
function openReader(url: string, shipmentId: string, number: number) {
  const address = `10.9.${Math.floor(number / 250)}.${number % 250}`;
  let told: (() => void) | undefined;
  const next = () =>
    new Promise<number | undefined>((resolve) => {
      const late = setTimeout(() => resolve(undefined), PATIENCE_MS);
      told = () => {
        clearTimeout(late);
        told = undefined;
        resolve(performance.now());
      };
    });
  return new Promise<{ shipmentId: string; next: typeof next; leave: () => void }>(
    (resolve, reject) => {
      const headers = { 'X-Forwarded-For': address };
      const request = get(url, { agent: false, headers }, (answer: IncomingMessage) => {
        if (answer.statusCode !== 200)
          return reject(new Error(`a stream is answered ${answer.statusCode}`));
        answer.on('data', (bytes: Buffer) => {
          if (bytes.includes('id: ')) told?.();
        });
        answer.on('error', () => undefined);
        return resolve({ shipmentId, next, leave: () => request.destroy() });
      });
      request.on('error', reject);
    },
  );
}

/** The same in words, beneath the table. */
export function streamsInWords(measured: Streams): string {
  const {
    streams,
    openedMs,
    residentMbBefore,
    residentMbOpen,
    cpuShareIdle,
    single,
    storm,
    missed,
  } = measured;
  const ms = ({ p50Ms, p95Ms, p99Ms }: Figures) =>
    `p50 ${p50Ms.toFixed(0)} ms, p95 ${p95Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms`;
  const perStreamKb = ((residentMbOpen - residentMbBefore) * 1024) / streams;
  return `${streams} streams of one process, opened within ${openedMs.toFixed(0)} ms: \
${residentMbBefore.toFixed(0)} MB before, ${residentMbOpen.toFixed(0)} MB open, ${perStreamKb.toFixed(1)} KB each; \
${(cpuShareIdle * 100).toFixed(1)} % of a core while nothing happens.
From a report to the reader: one shipment ${ms(single)}; all ${SHIPMENTS} at once, ${STREAMS} readers, ${ms(storm)}; ${missed} not told.
`;
}
