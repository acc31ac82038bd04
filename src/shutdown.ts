import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from './platform/log.ts';

/** A running program is killed by its keeper after 30 s; we are gone before. */
const HARD_STOP_MS = 25_000;

/** A thing to end, in the order in which it was started; ended in the opposite order. */
export type Ending = { name: string; end: () => Promise<unknown> };

type Stop = (reason: string, code: number) => Promise<void>;

/**
 * Ends the program on SIGTERM or SIGINT with 0, and with 1 after an error that
 * nobody caught: nothing can be trusted after one. Whatever cannot be ended is
 * left behind at the hard stop. A second signal changes nothing, since a shell
 * and npm both pass on the same Ctrl-C. Returns what ends the program likewise.
 */
export function stopOnSignal(log: Log, endings: readonly Ending[]): Stop {
  let stopping = false;
  const stop: Stop = async (reason, code) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), HARD_STOP_MS).unref();
    log.info({ reason }, 'stopping');
    for (const { name, end } of endings.toReversed()) {
      await end().catch((error: unknown) => log.error({ err: error }, `cannot end ${name}`));
    }
    process.exit(code);
  };
  process.on('SIGTERM', () => void stop('SIGTERM', 0));
  process.on('SIGINT', () => void stop('SIGINT', 0));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an error that nobody caught');
    void stop('uncaught', 1);
  });
  return stop;
}

/** Time for the balancer to notice that we are not ready any more; none where nobody asks. */
export function untilNoticed(production: boolean): Promise<void> {
  return pause(production ? 4_000 : 0);
}
