import { Worker, type WorkerOptions } from 'node:worker_threads';

/** The program as it is built, or its source while it is written and tested. */
const isBuilt = import.meta.url.endsWith('.js');

/**
 * Starts a thread of this program by the name of its file beside this one. A
 * thread inherits nobody's reading of TypeScript, neither from tsx nor from the
 * tests, so that from source it first learns to read it.
 */
export function startThread(name: string, options: WorkerOptions): Worker {
  const file = new URL(`./${name}.${isBuilt ? 'js' : 'ts'}`, import.meta.url);
  if (isBuilt) return new Worker(file, options);
  const tsx = import.meta.resolve('tsx/esm/api');
  const reading = `import(${JSON.stringify(tsx)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(file.href)});
  })`;
  return new Worker(reading, { ...options, eval: true });
}
