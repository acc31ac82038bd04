import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** The program as it is built, or its source while it is written and tested. */
const isBuilt = import.meta.url.endsWith('.js');
const thread = new URL(`./price-import-thread.${isBuilt ? 'js' : 'ts'}`, import.meta.url);
const MEMORY_MB_MAX = 512;

/**
 * Works a file of prices off in a thread of its own, since reading a hundred
 * thousand rows would hold up every page that this process answers. Fails as the
 * work fails, a lack of memory among it; the process lives on.
 */
export async function workAside(url: string, payload: unknown): Promise<void> {
  const worker = new Worker(thread, {
    workerData: { url, payload },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB_MAX },
    ...(isBuilt ? {} : { execArgv: ['--import', 'tsx'] }),
  });
  await once(worker, 'exit');
}
