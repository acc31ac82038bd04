import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import type { Env } from '../../src/channels/env.ts';
import { makeKey } from '../../src/people/api-key.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { aBuyer, at } from './world.ts';

/** A program of a company: sends requests with a key of its own and reads the answers as JSON. */
export async function aProgramOf(
  app: Hono<Env>,
  db: Kysely<DB>,
  company: { id: string; name: string },
) {
  const admin = await aBuyer(db, company, 'company_admin');
  const keyId = newId();
  const key = await transact(db, (tx) => makeKey(tx, admin, { id: keyId, name: 'Program', at }));
  const ask = async (method: string, path: string, body?: string) => {
    const answer = await app.request(path, {
      method,
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: JSON.parse(text) as unknown };
  };
  return {
    ...{ admin, keyId, key },
    get: (path: string) => ask('GET', path),
    post: (path: string, body: unknown) => ask('POST', path, JSON.stringify(body)),
    postText: (path: string, body: string) => ask('POST', path, body),
  };
}
