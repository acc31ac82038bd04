import pg from 'pg';

/** Classes and codes of PostgreSQL that mean: not now. Retrying is up to the visitor. */
const busyCodes = /^(08|53|57|40|55P03|25P0[234])/;

/** Broken or missing connections, as the operating system and pg name them. */
const lostCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND']);
const lostMessages =
  /^(timeout exceeded when trying to connect|connection terminated|client has encountered a connection error|cannot use a pool after calling end)/i;

/**
 * What an error that nobody named says about the request. `garbage`: a value
 * that PostgreSQL cannot take (class 22: NUL, out of range, no such number).
 * `busy`: no connection, shutting down, out of memory, waited too long. All
 * else is ours to mend.
 */
export function kindOfTrouble(error: unknown): 'garbage' | 'busy' | 'bug' {
  if (error instanceof pg.DatabaseError) {
    if (error.code?.startsWith('22')) return 'garbage';
    return busyCodes.test(error.code ?? '') ? 'busy' : 'bug';
  }
  if (!(error instanceof Error)) return 'bug';
  if ('code' in error && typeof error.code === 'string' && lostCodes.has(error.code)) return 'busy';
  return lostMessages.test(error.message) ? 'busy' : 'bug';
}
