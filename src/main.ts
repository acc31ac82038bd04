import { createApp } from './app.tsx';
import { massTables } from './catalogue/mass-tables.ts';
import { loadAssets } from './channels/assets.ts';
import { createLive } from './channels/live.ts';
import { createMetrics } from './channels/metrics.ts';
import { needsDemoWorld, seedDemoWorld } from './demo/seed-demo-world.ts';
import { startWorker } from './jobs.ts';
import { listen } from './listen.ts';
import { openCardPayments, openDemoCards } from './open-cards.ts';
import { openScales } from './open-scales.ts';
import { simulatedFiscalDevice } from './platform/gateways/fiscal-device.ts';
import { migrateToLatest } from './platform/db/migrate.ts';
import { startEmbedded } from './platform/postgres/embedded.ts';
import { shopAddress } from './channels/letters.ts';
import { printAside } from './print-aside.ts';
import { type Ending, stopOnSignal, untilNoticed } from './shutdown.ts';
import { type Beginning, begin, openDatabase, openMail, openSms } from './start.ts';

/** Answers that take longer than this when we stop are cut off. */
const FINISH_MS = 10_000;

/** The same world each time. */
const DEMO_SEED = 1;
const DEMO_LOGINS = `Sign in with the password "demo" as
  a buyer's company: purchaser@ approver@ accountant@ foreman@ admin@altyn.example
  our own people:    counter@ phone@ manager@ head@ admin@counterweight.example
Letters and short messages that the shop writes stand at /outbox.
`;

const endings: Ending[] = [];
const beginning = begin();
const stop = stopOnSignal(beginning.log, endings);
await run(beginning).catch(async (error: unknown) => {
  beginning.log.fatal({ err: error }, 'cannot start');
  process.stderr.write(`Counterweight cannot start: ${wordsOf(error)}\n`);
  await stop('cannot start', 1);
});

/** The web process: database, schema, work, socket, in this order; each says how it is ended. */
async function run({ config, log, clock }: Beginning): Promise<void> {
  const url = config.databaseUrl ?? (await ownDatabase());
  const applied = await migrateToLatest(url);
  log.info({ applied }, 'database ready');

  const metrics = createMetrics();
  const db = openDatabase(url, beginning, () => metrics.lostConnections.inc());
  endings.push({ name: 'database pool', end: () => db.destroy() });

  if (config.demo && (await needsDemoWorld(db))) {
    process.stdout.write('Building the demo world, once.\n');
    await seedDemoWorld(db, { seed: DEMO_SEED, at: clock() });
  }

  const demo = config.stripe ? undefined : await openDemoCards(config, log, endings);
  const cards = openCardPayments(config) ?? demo?.cards;
  const fiscal = config.demo ? simulatedFiscalDevice() : undefined;
  const scaleOf = await openScales(db, beginning, endings);

  if (config.worker) {
    const mail = openMail(config);
    endings.push({ name: 'mail', end: async () => mail?.close() });
    const worker = await startWorker(
      url,
      {
        ...{ db, clock, send: mail?.send, sendShort: openSms(config) },
        ...{ publicUrl: config.publicUrl, cards, fiscal },
      },
      log,
    );
    endings.push({ name: 'worker', end: () => worker.stop() });
  }

  const printing = printAside(shopAddress(config));
  endings.push({ name: 'printing', end: printing.close });
  const lifecycle = { draining: false };
  const assets = loadAssets();
  // Read now, so that the first visitor of the calculator does not wait for the tables.
  massTables();
  const { print } = printing;
  const live = createLive(db, log);
  const shown = { assets, live, print, cards, scaleOf };
  const app = createApp({ db, config, log, clock, metrics, lifecycle, ...shown });
  const web = await listen(app, config);
  endings.push({ name: 'web', end: () => web.close(FINISH_MS) });
  // Before the socket, which would wait for them.
  endings.push({ name: 'streams', end: live.close });
  endings.push({
    name: 'readiness',
    end: async () => {
      lifecycle.draining = true;
      await untilNoticed(config.production);
    },
  });
  await demo?.takeNoticesAt(web.port);
  greet(config.publicUrl ?? `http://${config.host}:${web.port}`, config.demo);
}

async function ownDatabase(): Promise<string> {
  const { dataDir, rootDataDir } = beginning.config;
  const server = await startEmbedded({ dataDir, rootDir: rootDataDir });
  endings.push({ name: 'PostgreSQL', end: () => server.stop() });
  return server.url;
}

/** For the person who started it. */
function greet(address: string, isDemo: boolean): void {
  const logins = isDemo ? DEMO_LOGINS : '';
  process.stdout.write(`Counterweight is open at ${address}\n${logins}Stop it with Ctrl-C.\n`);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
