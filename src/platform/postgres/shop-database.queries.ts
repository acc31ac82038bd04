import pg from 'pg';

/** Any number, the same in every start: who holds it may create. */
const CREATION_LOCK = 4_871_203;

/**
 * Makes the application's role and its database, both called `shop`, where
 * they are missing. The role is no superuser; it may create databases, which
 * the tests do. Safe to repeat and from several processes at once: one creates
 * while the others wait.
 */
export async function ensureShopDatabase(adminUrl: string, password: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  client.on('error', () => undefined); // a server that stops under us is noticed by the next statement
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [CREATION_LOCK]);
    const role = await client.query("select from pg_roles where rolname = 'shop'");
    if (role.rowCount === 0) {
      await client.query(
        `create role shop login createdb password ${client.escapeLiteral(password)}`,
      );
    }
    const database = await client.query("select from pg_database where datname = 'shop'");
    if (database.rowCount === 0) await client.query('create database shop owner shop');
  } finally {
    await client.end();
  }
}
