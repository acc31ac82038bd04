import pg from 'pg';
import { openPool } from '../../../src/platform/db/database.ts';

/**
 * Loses two connections, one inside a transaction and one idle, and then asks
 * the database something. `ours` uses the program's pool; `deaf` one that only
 * listens to the pool, as its manual says, and not to each client.
 */
const [url = '', kind] = process.argv.slice(2);

const deafPool = () => {
  const pool = new pg.Pool({ connectionString: url, max: 3 });
  pool.on('error', () => undefined);
  return pool;
};

const pool = kind === 'deaf' ? deafPool() : openPool({ url, connectionsMax: 3 });
const busy = await pool.connect();
const idle = await pool.connect();
await busy.query('begin');
const pids = [];
for (const client of [busy, idle]) {
  const { rows } = await client.query('select pg_backend_pid() as pid');
  pids.push(rows[0].pid);
}
idle.release();

const killer = new pg.Client(url);
await killer.connect();
// Not `once` of node:events: it would listen to errors too, and a deaf client would hear.
const ended = (client: pg.PoolClient) => new Promise((resolve) => client.once('end', resolve));
const gone = Promise.all([ended(busy), ended(idle)]);
await killer.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [pids]);
await gone;
await killer.end();

await busy.query('select 1').catch(() => busy.release(true));
const { rows } = await pool.query("select 'alive' as state");
process.stdout.write(rows[0].state);
await pool.end();
