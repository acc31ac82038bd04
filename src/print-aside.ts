import type { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { PrintDocument } from './payments/document.ts';
import { startThread } from './start-thread.ts';

const MEMORY_MB_MAX = 256;

type Waiting = { resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void };

const Answer = z.union([
  z.object({ id: z.int(), bytes: z.instanceof(Uint8Array) }),
  z.object({ id: z.int(), error: z.string() }),
]);

/**
 * Prints documents in a thread of its own, since laying sixty lines out takes a
 * tenth of a second of the processor, in which no page would be answered. The
 * thread starts with the first document and keeps its fonts; when it dies, what
 * waited for it fails, and the next document starts another. It keeps no process
 * alive that has nothing to print. Codes on papers lead to `shopAt`.
 */
export function printAside(shopAt: string): { print: PrintDocument; close: () => Promise<void> } {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  const settle = (id: number, end: (waited: Waiting) => void) => {
    const waited = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker?.unref();
    if (waited) end(waited);
  };
  const fail = (failed: Worker, error: Error) => {
    if (worker !== failed) return;
    worker = undefined;
    for (const id of waiting.keys()) settle(id, ({ reject }) => reject(error));
  };
  const start = (): Worker => {
    const started = startThread('document-thread', {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB_MAX },
    });
    started.on('message', (message: unknown) => {
      const answer = Answer.parse(message);
      settle(answer.id, ({ resolve, reject }) =>
        'bytes' in answer ? resolve(answer.bytes) : reject(new Error(answer.error)),
      );
    });
    started.on('error', (error) => fail(started, error));
    started.on('exit', () => fail(started, new Error('the printing thread has ended')));
    return started;
  };

  return {
    print: (content, language, voided) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        worker.ref();
        worker.postMessage({ id: lastId, content, language, shopAt, voided });
      }),
    close: async () => {
      await worker?.terminate();
    },
  };
}
