import { startWorker } from './jobs.ts';
import { openCardPayments } from './open-cards.ts';
import { simulatedFiscalDevice } from './platform/gateways/fiscal-device.ts';
import { type Ending, stopOnSignal } from './shutdown.ts';
import { begin, giveUp, openDatabase, openMail, openSms } from './start.ts';

/** The job process, for machines where the web process does not work on jobs (`WORKER=0`). */
const endings: Ending[] = [];
const beginning = begin();
const { config, log, clock } = beginning;
stopOnSignal(log, endings);

const url =
  config.databaseUrl ??
  giveUp('The worker needs DATABASE_URL: without it, jobs are done by the web process.');
const db = openDatabase(url, beginning);
endings.push({ name: 'database pool', end: () => db.destroy() });
const mail = openMail(config);
endings.push({ name: 'mail', end: async () => mail?.close() });
const worker = await startWorker(
  url,
  {
    ...{ db, clock, send: mail?.send, sendShort: openSms(config), publicUrl: config.publicUrl },
    cards: openCardPayments(config),
    fiscal: config.demo ? simulatedFiscalDevice() : undefined,
  },
  log,
);
endings.push({ name: 'worker', end: () => worker.stop() });
log.info('working');
await worker.promise;
