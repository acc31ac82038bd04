import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildAside } from './build-aside.ts';
import { runProgram } from './run-program.ts';
import { type Account, canReach, launchAs } from './service-account.ts';

/** The major version is in the name: another one cannot read these files. */
const CLUSTER = 'pg18';
const PASSWORD = 'counterweight.password';
/**
 * What the C library calls a letter: pg_trgm asks it, not PostgreSQL's own
 * locale, and under plain "C" finds no likeness between Cyrillic words. The
 * first is known to Linux, the second to macOS.
 */
const ALPHABETS = ['C.UTF-8', 'en_US.UTF-8'] as const;

/** PostgreSQL's own folder of databases, and the password that we gave to its roles. */
export type Cluster = { data: string; password: string };

/** Where the cluster of a folder lies, whether or not it has been made. */
export const clusterPath = (folder: string): string => path.join(folder, CLUSTER);

/**
 * The folder that will hold cluster and log, created if missing and named
 * without symbolic links. Where the account cannot reach the wanted one (a
 * project inside root's closed home), it is one below `rootDir`, named after
 * the wanted path so that two projects never share data.
 */
export async function stateFolder(
  dataDir: string,
  account: Account | undefined,
  rootDir: string,
): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const wanted = await realpath(dataDir);
  if (!account || (await canReach(account, wanted))) return wanted;
  const key = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const folder = path.join(rootDir, key);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  return realpath(folder);
}

/**
 * The cluster in `folder`, made on the first start: UTF-8, and compared byte
 * by byte whatever the machine's locale, so that every machine sorts alike.
 * It is made aside and carries its password inside, so one rename makes both
 * appear. `fast` leaves its files to the system's cache (a power cut may then
 * lose them). Throws where the cluster belongs to another ordinary user.
 */
export async function ensureCluster(
  binaries: string,
  folder: string,
  account: Account | undefined,
  fast: boolean,
): Promise<Cluster> {
  const data = clusterPath(folder);
  await buildAside(data, (fresh) => initialise(binaries, fresh, account, fast));
  const user = process.getuid?.();
  if (user !== undefined && user !== 0 && statSync(data).uid !== user) {
    throw new Error(
      `${data} belongs to another user. Start as that user, remove it, or set DATABASE_URL.`,
    );
  }
  return { data, password: await readFile(path.join(data, PASSWORD), 'utf8') };
}

async function initialise(
  binaries: string,
  fresh: string,
  account: Account | undefined,
  fast: boolean,
): Promise<void> {
  const password = `${fresh}.password`; // initdb insists on an empty folder
  try {
    await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (account) for (const file of [fresh, password]) await chown(file, account.uid, account.gid);
    const roles = ['-U', 'admin', '-A', 'scram-sha-256', `--pwfile=${password}`];
    const order = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const haste = fast ? ['--no-sync'] : [];
    await initdb(binaries, account, ['-D', fresh, '-E', 'UTF8', ...roles, ...order, ...haste]);
    await rename(password, path.join(fresh, PASSWORD));
  } finally {
    await rm(password, { force: true });
  }
}

async function initdb(
  binaries: string,
  account: Account | undefined,
  args: readonly string[],
): Promise<void> {
  const complaints: string[] = [];
  for (const alphabet of ALPHABETS) {
    const made = await runProgram(
      path.join(binaries, 'bin', 'initdb'),
      [...args, `--lc-ctype=${alphabet}`],
      launchAs(account),
    );
    if (made.code === 0) return;
    complaints.push(made.said.trimEnd());
  }
  throw new Error(
    'PostgreSQL could not make its data folder; set DATABASE_URL to use another server.\n' +
      complaints.join('\n'),
  );
}
