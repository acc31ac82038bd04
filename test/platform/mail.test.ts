import PostalMime from 'postal-mime';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { SMTPServer } from 'smtp-server';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { smtp } from '../../src/platform/gateways/mail.ts';
import { listNewestMail } from '../../src/platform/mail.queries.ts';
import { postMail } from '../../src/platform/post-mail.ts';
import { sendMail } from '../../src/platform/send-mail.ts';
import { transact } from '../../src/platform/db/transact.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { freshDatabase } from '../support/database.ts';

const letter = {
  dedupeKey: 'event 7 to asel@altyn.example',
  recipient: 'asel@altyn.example',
  subject: 'Тапсырыс рәсімделді',
  body: 'Уголок 50×50×5, 1 250 ₸',
};
let db: Kysely<DB>;

beforeAll(async () => {
  ({ db } = await freshDatabase());
});

beforeEach(async () => {
  await db.deleteFrom('outgoingMail').execute();
  await sql`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`.execute(
    db,
  );
});

const waitingJobs = async () =>
  (
    await sql<{
      n: number;
    }>`select count(*) as n from graphile_worker.jobs where task_identifier = 'send-mail'`.execute(
      db,
    )
  ).rows[0]?.n;

test('a letter is laid into the outbox once per key, with one job', async () => {
  await transact(db, (tx) => postMail(tx, letter));
  await transact(db, (tx) => postMail(tx, { ...letter, subject: 'again' }));

  expect(await listNewestMail(db)).toMatchObject([{ subject: letter.subject, sentAt: null }]);
  expect(await waitingJobs()).toBe(1);
});

test('what is rolled back is never announced', async () => {
  const broken = transact(db, async (tx) => {
    await postMail(tx, letter);
    throw new Error('no');
  });

  await expect(broken).rejects.toThrow('no');
  expect(await listNewestMail(db)).toEqual([]);
  expect(await waitingJobs()).toBe(0);
});

test('a letter is sent once however often its job runs', async () => {
  await transact(db, (tx) => postMail(tx, letter));
  const [{ id: mailId } = { id: '' }] = await listNewestMail(db);
  const sent: string[] = [];
  const send = async ({ key }: { key: string }) => void sent.push(key);

  await sendMail(db, send, { mailId });
  await sendMail(db, send, { mailId });

  expect(sent).toEqual([mailId]);
  expect((await listNewestMail(db))[0]?.sentAt).toBeInstanceOf(Date);
});

test('without a mail server a letter stays in the outbox and is not called sent', async () => {
  await transact(db, (tx) => postMail(tx, letter));
  const [{ id: mailId } = { id: '' }] = await listNewestMail(db);

  await sendMail(db, undefined, { mailId });

  expect(await listNewestMail(db)).toMatchObject([{ sentAt: null }]);
});

test('a refused letter is not called sent, so that the job tries again', async () => {
  await transact(db, (tx) => postMail(tx, letter));
  const [{ id: mailId } = { id: '' }] = await listNewestMail(db);
  const refuse = () => Promise.reject(new Error('mailbox full'));

  await expect(sendMail(db, refuse, { mailId })).rejects.toThrow('mailbox full');

  expect(await listNewestMail(db)).toMatchObject([{ sentAt: null }]);
});

test('Kazakh letters survive a real conversation with a mail server', async () => {
  const received: Buffer[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      stream.on('data', (chunk: Buffer) => received.push(chunk)).on('end', () => done());
    },
  });
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const mail = smtp({
    url: `smtp://127.0.0.1:${port}`,
    from: 'Counterweight <shop@counterweight.example>',
  });

  await mail.send({ key: 'k-1', ...letter });

  mail.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  const read = await PostalMime.parse(Buffer.concat(received));
  expect(read).toMatchObject({
    subject: letter.subject,
    messageId: '<k-1@counterweight>',
    to: [{ address: letter.recipient }],
  });
  expect(read.text?.trim()).toBe(letter.body);
});
