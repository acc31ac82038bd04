import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '../../src/platform/id.ts';
import { sendingBy } from './ask.ts';
import { countReadLists } from './carts.ts';
import { type Figures, sumUp } from './figures.ts';
import { type Ground, listOf } from './loads.ts';
import type { Recorder } from './statements.ts';

const LINES = 1000;
const LISTS = 6;
const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 60_000;

/** What it takes until a list of a thousand lines is read, by the job of the running program. */
export type LongList = { lines: number; kept: Figures; read: Figures };

/** Pastes lists of a thousand lines, one after another, and waits for each until all of it is understood. */
export async function measureLongLists(ground: Ground, recorder: Recorder): Promise<LongList> {
  const { world, people, goods } = ground;
  const to = await people.first(LISTS);
  const [keptMs, readMs]: [number[], number[]] = [[], []];
  const begun = performance.now();
  for (const [turn, { cookie }] of to.entries()) {
    const listId = newId();
    const text = listOf(goods, turn * 17, LINES);
    const from = performance.now();
    await recorder.ask({
      ...{ method: 'POST', path: '/quick/file', headers: sendingBy(cookie) },
      ...{ body: new URLSearchParams({ listId, text }).toString(), variant: 0, peculiar: [] },
    });
    keptMs.push(performance.now() - from);
    while ((await countReadLists(world, { ids: [listId], lines: LINES })) === 0) {
      if (performance.now() - from > PATIENCE_MS) throw new Error('a long list is never read');
      await pause(LOOK_EVERY_MS);
    }
    readMs.push(performance.now() - from);
  }
  const spanMs = performance.now() - begun;
  return { lines: LINES, kept: sumUp(keptMs, spanMs), read: sumUp(readMs, spanMs) };
}

/** The same in words, beneath the table. */
export function longListInWords({ lines, kept, read }: LongList): string {
  const ms = ({ p50Ms, p95Ms }: Figures) =>
    `p50 ${p50Ms.toFixed(0)} ms, p95 ${p95Ms.toFixed(0)} ms`;
  return `A list of ${lines} lines: kept in ${ms(kept)}, read by its job within ${ms(read)} of being sent.\n`;
}
