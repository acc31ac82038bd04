import { expect, test } from 'vitest';
import { keepWorking } from '../../src/keep-working.ts';
import { createLog } from '../../src/platform/log.ts';

const log = createLog('silent');

/** Something that is waited for, and the two ways in which it ends. */
function aWait<T = void>() {
  let settle: { resolve: (value: T) => void; reject: (error: Error) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return {
    promise,
    resolve: (value: T) => settle?.resolve(value),
    reject: (error: Error) => settle?.reject(error),
  };
}

/** A worker of the queue, seen from outside: it ends when it is told to or when it gives up. */
function aWorker() {
  const { promise, resolve, reject } = aWait();
  let stops = 0;
  const stop = () => {
    stops++;
    resolve();
    return Promise.resolve();
  };
  return { promise, stop, giveUp: resolve, fail: reject, stops: () => stops };
}

test('a worker that gives up is followed by another, and the last one is stopped once', async () => {
  const workers = [aWorker(), aWorker(), aWorker()];
  const second = aWait();
  const third = aWait();
  let begun = 0;
  const kept = await keepWorking(() => {
    if (begun === 1) second.resolve();
    if (begun === 2) third.resolve();
    return Promise.resolve(workers[begun++] ?? aWorker());
  }, log);

  workers[0]?.giveUp();
  await second.promise;
  workers[1]?.fail(new Error('the database is away'));
  await third.promise;
  await kept.stop();

  expect(begun).toBe(3);
  expect(workers.map((worker) => worker.stops())).toEqual([0, 0, 1]);
});

test('one that cannot begin again is tried again', async () => {
  const first = aWorker();
  const begunAgain = aWait();
  const attempts: string[] = [];
  const kept = await keepWorking(() => {
    attempts.push('begin');
    if (attempts.length === 2) return Promise.reject(new Error('still away'));
    if (attempts.length === 3) begunAgain.resolve();
    return Promise.resolve(attempts.length === 1 ? first : aWorker());
  }, log);

  first.giveUp();
  await begunAgain.promise;
  await kept.stop();

  expect(attempts).toHaveLength(3);
});

test('told to stop while it rests, it begins nothing more', async () => {
  const first = aWorker();
  let begun = 0;
  const kept = await keepWorking(() => {
    begun++;
    return Promise.resolve(first);
  }, log);

  first.giveUp();
  await first.promise;
  await kept.stop();
  await kept.promise;

  expect(begun).toBe(1);
});

test('told to stop while another begins, that one is stopped too', async () => {
  const first = aWorker();
  const late = aWorker();
  const beginning = aWait();
  const begins = aWait<ReturnType<typeof aWorker>>();
  let begun = 0;
  const kept = await keepWorking(() => {
    if (begun++ === 0) return Promise.resolve(first);
    beginning.resolve();
    return begins.promise;
  }, log);

  first.giveUp();
  await beginning.promise;
  const stopping = kept.stop();
  begins.resolve(late);
  await stopping;

  expect(late.stops()).toBe(1);
});

test('one whose first beginning fails says so', async () => {
  await expect(keepWorking(() => Promise.reject(new Error('no database')), log)).rejects.toThrow(
    'no database',
  );
});
