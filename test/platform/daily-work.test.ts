import type { Kysely } from 'kysely';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { workDaily } from '../../src/platform/daily-work.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { armFailpoints } from '../../src/platform/failpoint.ts';
import { freshDatabase } from '../support/database.ts';

const DAY = '2026-11-25';
const at = new Date(`${DAY}T06:00:00Z`);
const ids = Array.from(
  { length: 250 },
  (_, index) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
);

let db: Kysely<DB>;

beforeAll(async () => {
  ({ db } = await freshDatabase());
});

/** Work that remembers on whom it was done, in the order in which it was. */
function someWork(name: string) {
  const done: string[] = [];
  const list = ({ after, rowsMax }: { after: string | undefined; rowsMax: number }) =>
    Promise.resolve(ids.filter((id) => after === undefined || id > after).slice(0, rowsMax));
  const work = (id: string) => {
    done.push(id);
    return Promise.resolve();
  };
  const doIt = (day = DAY) => workDaily(db, { name, day, at }, { list, work });
  return { done, doIt };
}

test('each is worked on once a day, however often a clock asks, and again on the next', async () => {
  const { done, doIt } = someWork('once');

  expect([await doIt(), await doIt(), await doIt('2026-11-26')]).toEqual([250, 0, 250]);
  expect(done).toEqual([...ids, ...ids]);
});

test('cut off after a batch that nobody noted, it goes on there: nobody is left out, and no more than the batch comes twice', async () => {
  const { done, doIt } = someWork('cut off');
  onTestFinished(() => armFailpoints(''));

  armFailpoints('daily-work.after-batch=throw');
  await expect(doIt()).rejects.toThrow('failpoint');
  armFailpoints('');
  await doIt();

  expect(done).toEqual([...ids.slice(0, 100), ...ids]);
});
