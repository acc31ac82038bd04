import { setTimeout as pause } from 'node:timers/promises';
import type { Runner } from 'graphile-worker';
import type { Log } from './platform/log.ts';

/** A worker that gave up rests so long before it begins again. */
const REST_MS = 2_000;

/**
 * Keeps a worker of the queue at work until `stop()`: one that ends by itself is told to
 * the log and begun again, as often as it takes. `stop()` waits for the jobs at hand; harmless
 * to repeat. `promise` ends after it. Throws where the first one cannot begin.
 */
export async function keepWorking(
  begin: () => Promise<Pick<Runner, 'stop' | 'promise'>>,
  log: Log,
): Promise<Pick<Runner, 'stop' | 'promise'>> {
  const ended = new AbortController();
  let runner: Pick<Runner, 'stop' | 'promise'> | undefined = await begin();

  const again = async () => {
    while (!ended.signal.aborted) {
      try {
        runner ??= await begin();
        // Told to stop while it began: then nobody has stopped this one.
        if (ended.signal.aborted) await runner.stop();
        await runner.promise;
        if (!ended.signal.aborted) log.error('the worker has given up and begins again');
      } catch (error) {
        log.error({ err: error }, 'the worker has given up and begins again');
      }
      if (ended.signal.aborted) return;
      runner = undefined;
      await pause(REST_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  };
  const promise = again();
  return {
    promise,
    stop: async () => {
      ended.abort();
      // One that has just ended by itself needs no stop.
      await runner?.stop().catch(() => undefined);
      await promise;
    },
  };
}

/** So many looks for work may fail in a row before the worker gives up. */
const FAILED_LOOKS_MAX = 6;

/**
 * Ends a worker that finds no work because every look for it fails. The queue keeps for
 * good what its first look came to, even that its connection was lost just then, so the
 * database may be back for long while such a worker stays blind: only one that begins anew
 * looks again.
 */
export function endWhenBlind(runner: Pick<Runner, 'stop' | 'events'>): void {
  let failed = 0;
  const saw = () => {
    failed = 0;
  };
  runner.events.on('worker:getJob:empty', saw);
  runner.events.on('job:start', saw);
  runner.events.on('worker:getJob:error', () => {
    failed += 1;
    if (failed === FAILED_LOOKS_MAX) void runner.stop().catch(() => undefined);
  });
}
