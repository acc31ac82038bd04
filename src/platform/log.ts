import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

export type Log = Logger;

/** What must never be written down, however deep somebody hands it over (two levels are looked at). */
const secrets = [
  'password',
  'passwordHash',
  'newPassword',
  'token',
  'tokenHash',
  'totpSecret',
  'secret',
  'cookie',
  'authorization',
  'set-cookie',
  'webhookSecret',
  'secretKey',
  'signature',
  'smtpUrl',
  'databaseUrl',
  'connectionString',
];

const paths = secrets.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);

/**
 * One JSON line for each thing worth knowing. Bodies, cookies and addresses of
 * links are not handed to it; redaction is the second line of defence. Written
 * synchronously, so that the last words of a dying process are kept.
 */
export function createLog(
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent',
  destination?: DestinationStream,
): Log {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: [...paths], censor: '***' },
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
  };
  return destination
    ? pino(options, destination)
    : pino(options, pino.destination({ dest: 2, sync: true }));
}

/**
 * An error without the values that a statement carried: PostgreSQL repeats the
 * row in `detail`, and a row may hold a password hash or a buyer's name.
 */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: 'not an error was thrown', type: typeof error };
  return {
    type: error.name,
    message: error.message,
    ...textsOf(error),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

function textsOf(error: object): Record<string, string> {
  const wanted = ['code', 'constraint', 'table', 'severity'];
  return Object.fromEntries(
    Object.entries(error).filter(
      (entry): entry is [string, string] =>
        wanted.includes(entry[0]) && typeof entry[1] === 'string',
    ),
  );
}
