import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { binariesFor, findBinaries } from './binaries.ts';
import { type Cluster, clusterPath, ensureCluster, stateFolder } from './cluster.ts';
import { stopServer } from './postmaster.ts';
import { serviceAccount } from './service-account.ts';
import { ensureShopDatabase } from './shop-database.queries.ts';
import { type Server, type ServerPlan, startServer } from './start-server.ts';

/** A real PostgreSQL on this machine's loopback address, run by us. */
export type Embedded = {
  /** Address of the database `shop` for its owner, the role `shop`, which is no superuser. */
  url: string;
  /** The same server for its superuser. */
  adminUrl: string;
  /** The server was running already: left by a killed process, or shared with a living one. */
  adopted: boolean;
  /** Stops the server, adopted or not, and waits until it has ended. Harmless to repeat. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Folder for cluster and log; created if missing. */
  dataDir: string;
  /** Trade crash safety for speed: for tests only. */
  fast?: boolean;
  /** For root only: where binaries and data go when the project's folder is closed to other accounts. */
  rootDir?: string;
};

/** How often a server that we found may end under us before the start gives up. */
const ATTEMPTS_MAX = 10;
const PAUSE_MS = 200;

/**
 * A PostgreSQL for those who gave no `DATABASE_URL`: binaries from the package
 * for this platform, data in `dataDir`, nothing installed on the machine
 * (dependencies.md §2). The data outlives every kind of end; a server that
 * already serves the folder is adopted, so a start after `kill -9` takes up
 * where the last one was cut off, and two starts at once share one server.
 * Throws, with advice, where PostgreSQL cannot run.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataDir, fast = false, rootDir = '/var/lib/counterweight' } = options;
  const account = serviceAccount(clusterPath(dataDir));
  const binaries = await binariesFor(await findBinaries(), account, rootDir);
  const folder = await stateFolder(dataDir, account, rootDir);
  const cluster = await ensureCluster(binaries, folder, account, fast);
  const logFile = path.join(folder, 'pg.log');
  return serve({ binaries, data: cluster.data, logFile, account, fast }, cluster);
}

async function serve(plan: ServerPlan, cluster: Cluster): Promise<Embedded> {
  for (let attempt = 1; ; attempt++) {
    const server = await startServer(plan);
    const adminUrl = urlOf('admin', 'postgres', cluster, server);
    try {
      await ensureShopDatabase(adminUrl, cluster.password);
    } catch (error) {
      // What we found running may have been on its way out: stopped by another start's owner, or killed.
      if (!server.adopted) await stopServer(plan.data, server.pid);
      if (attempt >= ATTEMPTS_MAX || !server.adopted) throw error;
      await sleep(PAUSE_MS);
      continue;
    }
    return {
      url: urlOf('shop', 'shop', cluster, server),
      adminUrl,
      adopted: server.adopted,
      stop: () => stopServer(plan.data, server.pid),
    };
  }
}

const urlOf = (role: string, database: string, { password }: Cluster, { port }: Server) =>
  `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
