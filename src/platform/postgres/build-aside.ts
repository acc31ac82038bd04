import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from './is-alive.ts';

/**
 * Makes a folder that is either whole or absent: `build` fills a private
 * folder beside `target`, which then takes its place by one rename. Does
 * nothing when `target` is already there. When two processes build the same
 * folder, the first rename wins and the other throws its own work away.
 * What builders left behind when they were killed is removed first.
 */
export async function buildAside(
  target: string,
  build: (fresh: string) => Promise<void>,
): Promise<void> {
  if (existsSync(target)) return;
  await removeAbandoned(target);
  const fresh = await mkdtemp(`${target}.new-${process.pid}-`);
  try {
    await build(fresh);
    await rename(fresh, target);
  } catch (error) {
    await remove(fresh);
    if (!existsSync(target)) throw error;
  }
}

async function removeAbandoned(target: string): Promise<void> {
  const folder = path.dirname(target);
  const prefix = `${path.basename(target)}.new-`;
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const builder = Number(name.slice(prefix.length).split('-')[0]);
    if (!isAlive(builder)) await remove(path.join(folder, name));
  }
}

// A killed builder's own child may still be writing for a moment: hence the repetition.
const remove = (folder: string) =>
  rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
