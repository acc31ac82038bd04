import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { dialledNumber } from '../../src/customers/phone.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { smsProvider } from '../../src/platform/gateways/sms.ts';
import { postSms } from '../../src/platform/post-sms.ts';
import { sendSms } from '../../src/platform/send-sms.ts';
import { listNewestSms } from '../../src/platform/sms.queries.ts';
import { freshDatabase } from '../support/database.ts';

const { db } = await freshDatabase();

/** A provider that keeps what it was told, and answers as it is asked to. */
async function aProvider(answers: readonly number[] = []) {
  const told: { key: unknown; token: unknown; body: unknown }[] = [];
  const server = createServer((request, response) => {
    const { authorization, 'idempotency-key': key } = request.headers;
    void text(request).then((body) => {
      told.push({ key, token: authorization, body: JSON.parse(body) });
      response.statusCode = answers[told.length - 1] ?? 200;
      response.end();
    });
  });
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { told, send: smsProvider({ url: `http://127.0.0.1:${port}/send`, token: 'secret' }) };
}

const posted = (dedupeKey: string) =>
  transact(db, (tx) => postSms(tx, { dedupeKey, recipient: '+77015551234', body: 'hello' }));
const idOf = async (key: string) =>
  (await listNewestSms(db)).find(({ dedupeKey }) => dedupeKey === key)?.id ?? '';

test('a message is sent once, under a key by which the provider knows it again', async () => {
  const { told, send } = await aProvider();
  expect([await posted('once'), await posted('once')]).toEqual([true, false]);
  const smsId = await idOf('once');
  await sendSms(db, send, { smsId });
  await sendSms(db, send, { smsId });

  expect(told).toEqual([
    { key: smsId, token: 'Bearer secret', body: { to: '+77015551234', text: 'hello' } },
  ]);
});

test('what the provider refuses is tried again, and not called sent before', async () => {
  const { told, send } = await aProvider([503]);
  await posted('refused');
  const smsId = await idOf('refused');

  await expect(sendSms(db, send, { smsId })).rejects.toThrow('503');
  await sendSms(db, send, { smsId });
  expect(told).toHaveLength(2);
});

test('without a provider it waits in the outbox', async () => {
  await posted('waits');
  const smsId = await idOf('waits');
  await sendSms(db, undefined, { smsId });

  expect((await listNewestSms(db)).find(({ id }) => id === smsId)?.sentAt).toBeNull();
});

test.each([
  ['8 (701) 555-12-34', '+77015551234'],
  ['+7 701 555 12 34', '+77015551234'],
  ['701 5551234', '+77015551234'],
  ['+998 90 123 45 67', '+998901234567'],
  ['1234', undefined],
  ['+0 000 000 00 00', undefined],
  ['four', undefined],
  ['', undefined],
])('«%s» is dialled as %s', (typed, dialled) => {
  expect(dialledNumber(typed)).toBe(dialled);
});
