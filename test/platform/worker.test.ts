import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { beforeAll, expect, test, vi } from 'vitest';
import { listNewestMail } from '../../src/platform/mail.queries.ts';
import { postMail } from '../../src/platform/post-mail.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { aChild } from '../support/child.ts';
import { freshDatabase } from '../support/database.ts';

// Processes of their own take seconds to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let db: Awaited<ReturnType<typeof freshDatabase>>['db'];
let url: string;

beforeAll(async () => {
  ({ db, url } = await freshDatabase());
});

const post = (dedupeKey: string) =>
  transact(db, (tx) =>
    postMail(tx, { dedupeKey, recipient: 'asel@altyn.example', subject: dedupeKey, body: 'text' }),
  );

const isSent = async (dedupeKey: string) =>
  (await listNewestMail(db)).some((mail) => mail.dedupeKey === dedupeKey && mail.sentAt !== null);

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue()));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A mail server that takes every letter. */
async function aMailServer() {
  const subjects: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      let letter = '';
      stream.on('data', (chunk: Buffer) => (letter += chunk.toString()));
      stream.on('end', () => {
        subjects.push(/^Subject: (.*)\r$/m.exec(letter)?.[1] ?? '');
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const port = portOf(listening);
  return {
    subjects,
    smtpUrl: `smtp://127.0.0.1:${port}`,
    close: () => server.close(() => undefined),
  };
}

test('a job whose worker was killed in the middle of it is done by the next worker', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const port = portOf(silent);
  await post('lost letter');
  const first = aChild('src/worker.ts', {
    DATABASE_URL: url,
    SMTP_URL: `smtp://127.0.0.1:${port}`,
  });
  await once(silent, 'connection');
  first.process.kill('SIGKILL');
  await first.ended;
  silent.close();
  expect(await isSent('lost letter')).toBe(false);

  await sql`update graphile_worker._private_jobs set locked_at = locked_at - interval '6 minutes'`.execute(
    db,
  );
  const mail = await aMailServer();
  const second = aChild('src/worker.ts', { DATABASE_URL: url, SMTP_URL: mail.smtpUrl });
  await until(() => isSent('lost letter'));

  expect(mail.subjects).toEqual(['lost letter']);
  second.process.kill('SIGTERM');
  expect(await second.ended).toMatchObject({ code: 0, signal: null });
  mail.close();
});

test('two workers at once send each letter once', async () => {
  const mail = await aMailServer();
  const workers = [1, 2].map(() =>
    aChild('src/worker.ts', { DATABASE_URL: url, SMTP_URL: mail.smtpUrl }),
  );
  await Promise.all(workers.map((worker) => worker.says('working')));
  const keys = Array.from({ length: 20 }, (_, at) => `letter ${at}`);

  await Promise.all(keys.map(post));
  await until(async () => (await Promise.all(keys.map(isSent))).every(Boolean));

  expect(mail.subjects.toSorted()).toEqual(keys.toSorted());
  for (const worker of workers) worker.process.kill('SIGTERM');
  for (const worker of workers) expect((await worker.ended).code).toBe(0);
  mail.close();
});

test('a worker whose connections die again and again, while it works, goes on and sends every letter', async () => {
  const mail = await aMailServer();
  const keys = Array.from({ length: 40 }, (_, at) => `letter in a storm ${at}`);
  await Promise.all(keys.map(post));
  const worker = aChild('src/worker.ts', { DATABASE_URL: url, SMTP_URL: mail.smtpUrl });
  await worker.says('working');

  for (const _ of Array.from({ length: 25 })) {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid()`
      .execute(db)
      .catch(() => undefined);
  }
  // What was cut in its middle is tried again after a rest, or when its worker is missed: here at once.
  await until(async () => {
    await sql`update graphile_worker._private_jobs
              set run_at = least(run_at, now()), locked_at = locked_at - interval '6 minutes'`.execute(
      db,
    );
    await sql`select graphile_worker.add_job('free-abandoned-jobs', job_key => 'now')`.execute(db);
    await pause(200);
    const unsent = await sql`select from outgoing_mail where sent_at is null`.execute(db);
    return unsent.rows.length === 0;
  });

  expect(worker.process.exitCode).toBeNull();
  worker.process.kill('SIGTERM');
  expect(await worker.ended).toMatchObject({ code: 0, signal: null });
  mail.close();
});

test('a worker without a database says what it needs', async () => {
  const { code, said } = await aChild('src/worker.ts', {}).ended;

  expect(code).toBe(1);
  expect(said).toContain('DATABASE_URL');
});
