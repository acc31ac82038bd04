import type { Hono } from 'hono';
import { beforeAll, expect, test } from 'vitest';
import type { Env } from '../../src/channels/env.ts';
import { anyone } from '../../src/channels/guards.ts';
import { anApp } from '../support/app.ts';

const publicUrl = 'https://metal.example';
const methods = ['POST', 'PUT', 'PATCH', 'DELETE'];
const contentTypes = ['application/x-www-form-urlencoded', 'application/json', undefined];
let app: Hono<Env>;
let deeds: number;

beforeAll(async () => {
  ({ app } = await anApp({ config: { publicUrl } }));
  app.on(methods, '/deed', anyone(), (c) => {
    deeds += 1;
    return c.text('done');
  });
});

const cases = methods.flatMap((method) =>
  contentTypes.map((contentType) => ({ method, contentType })),
);

function send(method: string, contentType: string | undefined, headers: Record<string, string>) {
  deeds = 0;
  const body = contentType === 'application/json' ? '{}' : 'a=1';
  return app.request(`${publicUrl}/deed`, {
    method,
    ...(contentType && { body }),
    headers: { ...(contentType && { 'Content-Type': contentType }), ...headers },
  });
}

test.each(cases)(
  '$method of $contentType from elsewhere does nothing',
  async ({ method, contentType }) => {
    const foreign = [
      {},
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: 'http://metal.example' },
      { Origin: 'https://metal.example.evil.example' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'cross-site', Origin: publicUrl },
    ];
    for (const headers of foreign) {
      const answer = await send(method, contentType, headers);

      expect([answer.status, deeds, headers]).toEqual([403, 0, headers]);
    }
  },
);

test.each(cases)(
  '$method of $contentType from our own page is done',
  async ({ method, contentType }) => {
    for (const headers of [
      { 'Sec-Fetch-Site': 'same-origin' },
      { 'Sec-Fetch-Site': 'none' },
      { Origin: publicUrl },
    ]) {
      const answer = await send(method, contentType, headers);

      expect([answer.status, deeds, headers]).toEqual([200, 1, headers]);
    }
  },
);

test('without a public address a browser on this machine is believed, under a rebound name it is not', async () => {
  const local = await anApp();
  const from = (url: string) => {
    const { origin } = new URL(url);
    return local.app.request(url, { method: 'POST', headers: { Origin: origin } });
  };

  expect((await from('http://127.0.0.1:4321/preferences')).status).toBe(303);
  expect((await from('http://localhost:4321/preferences')).status).toBe(303);
  expect((await from('http://evil.example:4321/preferences')).status).toBe(403);
});
