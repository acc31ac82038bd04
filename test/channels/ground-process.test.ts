import { once } from 'node:events';
import { connect as connectSocket, createServer, type Socket } from 'node:net';
import { sql } from 'kysely';
import { beforeAll, expect, test, vi } from 'vitest';
import { makeShipmentLink } from '../../src/delivery/make-shipment-link.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { aChild, aWebProcess } from '../support/child.ts';
import { freshDatabase } from '../support/database.ts';
import { onServer } from '../support/on-server.ts';
import { aTrackedShipment } from '../support/tracked.ts';
import { aTradingDay } from '../support/world.ts';

// Processes of their own take seconds to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let db: Awaited<ReturnType<typeof freshDatabase>>['db'];
let url: string;

beforeAll(async () => {
  ({ db, url } = await freshDatabase());
});

async function aSocket(port: number, request = ''): Promise<Socket> {
  const socket = connectSocket(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  if (request) socket.write(request);
  return socket;
}

const isRefused = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connectSocket(port, '127.0.0.1');
    socket.on('error', () => resolve(true));
    socket.on('connect', () => {
      socket.destroy();
      resolve(false);
    });
  });

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue()));
}

test('told to stop, the program finishes the answer under way, cuts parked and silent connections, and ends with 0', async () => {
  const web = await aWebProcess({ DATABASE_URL: url, WORKER: '0' });
  const parked = await aSocket(web.port, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(parked, 'data');
  await aSocket(web.port);
  await aSocket(web.port, 'GET / HTTP/1.1\r\nHost: loc');

  const answered = await onServer(url, async (client) => {
    await client.query('begin; lock table session');
    const answer = fetch(`${web.address}/nowhere`, {
      headers: { Cookie: `sid=${'a'.repeat(43)}` },
    });
    await until(async () => {
      const waiting =
        await sql`select from pg_locks where not granted and relation = 'session'::regclass`.execute(
          db,
        );
      return waiting.rows.length > 0;
    });
    web.process.kill('SIGTERM');
    await until(() => isRefused(web.port));
    await client.query('commit');
    return answer;
  });

  expect(answered.status).toBe(404);
  expect(await answered.text()).toContain('</html>');
  expect(await web.ended).toMatchObject({ code: 0, signal: null });
});

test('told to stop while people watch a vehicle, the program ends every stream as a whole answer, and itself with 0', async () => {
  await aTradingDay(db);
  const { shipmentId, buyer } = await aTrackedShipment(db);
  const wish = { shipmentId, at: new Date() };
  const { token } = await transact(db, (tx) => makeShipmentLink(tx, buyer, wish));
  const web = await aWebProcess({ DATABASE_URL: url, WORKER: '0' });
  const page = await (await fetch(`${web.address}/t/${token}`)).text();
  const path = /hx-sse:connect="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const watching = await Promise.all(
    Array.from({ length: 10 }, async () =>
      (await fetch(`${web.address}${path}`)).body?.getReader(),
    ),
  );
  for (const reader of watching) expect((await reader?.read())?.done).toBe(false);

  web.process.kill('SIGTERM');

  // One that was cut would throw here.
  const ends = watching.map(async (reader) => {
    while (!(await reader?.read())?.done);
  });
  await Promise.all(ends);
  expect(await web.ended).toMatchObject({ code: 0, signal: null });
});

test('a second signal, as npm and a shell both send it, changes nothing', async () => {
  const web = await aWebProcess({ DATABASE_URL: url });

  web.process.kill('SIGINT');
  web.process.kill('SIGINT');
  web.process.kill('SIGTERM');

  expect(await web.ended).toMatchObject({ code: 0, signal: null });
});

test('the program outlives the death of all its database connections, the worker’s too, and answers again', async () => {
  const web = await aWebProcess({ DATABASE_URL: url });
  expect((await fetch(`${web.address}/readyz`)).status).toBe(200);

  await sql`select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()`.execute(db);
  await until(async () => (await fetch(`${web.address}/readyz`)).status === 200);

  expect(web.process.exitCode).toBeNull();
  web.process.kill('SIGTERM');
  expect(await web.ended).toMatchObject({ code: 0 });
});

test('a wrong environment ends the start with everything that is wrong, in words', async () => {
  const { code, said } = await aChild('src/main.ts', { PORT: 'web', LOG_LEVEL: 'loud' }).ended;

  expect(code).toBe(1);
  expect(said).toMatch(/^The configuration is wrong:\n {2}PORT: .*\n {2}LOG_LEVEL: .*\n$/);
});

test('a port that is taken ends the start with 1 and with advice', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  const { code, said } = await aChild('src/main.ts', { PORT: String(port), DATABASE_URL: url })
    .ended;

  taken.close();
  expect(code).toBe(1);
  expect(said).toContain(`port ${port} of 127.0.0.1 cannot be used; set PORT to another one`);
});

test('a database that cannot be reached ends the start with 1', async () => {
  const { code, said } = await aChild('src/main.ts', {
    DATABASE_URL: 'postgres://shop@127.0.0.1:9/shop',
  }).ended;

  expect(code).toBe(1);
  expect(said).toContain('Counterweight cannot start');
});

test('malformed HTTP is answered 400 and the next request is served', async () => {
  const web = await aWebProcess({ DATABASE_URL: url, WORKER: '0' });

  const socket = await aSocket(web.port, 'GARBAGE\r\n\r\n');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
  const dotted = await aSocket(
    web.port,
    'GET /assets/../healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  );
  expect(String((await once(dotted, 'data'))[0])).toMatch(/^HTTP\/1\.1 400 /);
  expect((await fetch(`${web.address}/healthz`)).status).toBe(200);
  expect((await fetch(`${web.address}/metrics`)).status).toBe(200);
});
