import pg from 'pg';

/** The same server and role, another database. */
export function atDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

const NOT_OURS_TO_END = '42501';

/**
 * Drops a database, whoever is connected. The server's own vacuuming is the one
 * connection that an ordinary role may not end; the plain form sends it away.
 */
export async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query(`drop database if exists ${name} with (force)`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== NOT_OURS_TO_END) throw error;
    await client.query(`drop database if exists ${name}`);
  }
}

/** One connection for the length of `act`; a server that stops meanwhile is no error of its own. */
export async function onServer<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}
