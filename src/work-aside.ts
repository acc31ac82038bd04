import { once } from 'node:events';
import { startThread } from './start-thread.ts';

const MEMORY_MB_MAX = 512;

/**
 * Works a job off in a thread of its own, since reading a hundred thousand rows
 * would hold up every page that this process answers. Fails as the work fails, a
 * lack of memory among it; the process lives on.
 */
export async function workAside(
  thread: 'price-import-thread' | 'night-thread',
  url: string,
  payload: unknown,
): Promise<void> {
  const worker = startThread(thread, {
    workerData: { url, payload },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB_MAX },
  });
  await once(worker, 'exit');
}
