import { type Clock, clock } from './platform/clock.ts';
import { BadConfiguration, type Config, readConfig } from './platform/config.ts';
import { connect } from './platform/db/database.ts';
import { armFailpoints } from './platform/failpoint.ts';
import { smtp } from './platform/gateways/mail.ts';
import { createLog, type Log } from './platform/log.ts';

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
