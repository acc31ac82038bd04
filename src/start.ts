import { type Clock, clock } from './platform/clock.ts';
import { BadConfiguration, type Config, readConfig } from './platform/config.ts';
import { connect } from './platform/db/database.ts';
import { armFailpoints } from './platform/failpoint.ts';
import { smtp } from './platform/gateways/mail.ts';
import { smsProvider } from './platform/gateways/sms.ts';
import { createLog, type Log } from './platform/log.ts';
import { startEmbedded } from './platform/postgres/embedded.ts';

/** What the web process and the worker both begin with. */
export type Beginning = { config: Config; log: Log; clock: Clock };

/** Reads the environment; where it is wrong, says so in plain words and ends the process with 1. */
export function begin(): Beginning {
  try {
    const config = readConfig();
    if (config.failpoints) armFailpoints(config.failpoints);
    return { config, log: createLog(config.logLevel), clock: clock(config.clockOffsetFile) };
  } catch (error) {
    if (!(error instanceof BadConfiguration)) throw error;
    return giveUp(error.message);
  }
}

/** Ends the process with 1 and a sentence for the person in front of it. */
export function giveUp(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}

/**
 * Lends the server of `DATABASE_URL`, or the program's own PostgreSQL, to a
 * command that runs once. Our own is stopped afterwards, unless the shop was
 * using it already; whatever goes wrong is told in a sentence and ends with 1.
 */
export async function withServer(config: Config, act: (url: string) => Promise<void>) {
  try {
    if (config.databaseUrl) return await act(config.databaseUrl);
    const own = await startEmbedded({ dataDir: config.dataDir, rootDir: config.rootDataDir });
    try {
      return await act(own.url);
    } finally {
      if (!own.adopted) await own.stop();
    }
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error));
  }
}

/** The pool of this process. A connection that dies is told to the log and to nobody else. */
export function openDatabase(url: string, { config, log }: Beginning, onLost?: () => void) {
  return connect({
    url,
    connectionsMax: config.databaseConnections,
    prepared: config.databasePrepared,
    onLost: (error) => {
      log.warn({ err: error }, 'a database connection was lost');
      onLost?.();
    },
  });
}

/** The way out for letters; without a mail server there is none, and letters stay in the outbox. */
export function openMail(config: Config) {
  return config.smtpUrl ? smtp({ url: config.smtpUrl, from: config.mailFrom }) : undefined;
}

/** The way out for short messages; without a provider there is none, and they stay in the outbox. */
export function openSms(config: Config) {
  return config.sms && smsProvider(config.sms);
}
