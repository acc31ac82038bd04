import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import type { Asked } from './arguments.ts';
import type { Surroundings } from './report.ts';
import { CONNECTIONS_MAX, type World } from './world.ts';

/** What the figures were measured on: the machine, the programs, the size of the world. */
export async function readSurroundings(world: World, asked: Asked): Promise<Surroundings> {
  const { rows: versions } = await world.sql.query<{ postgres: string }>(
    `select current_setting('server_version') as postgres`,
  );
  const { rows: counts } = await world.sql.query<{ what: string; count: string }>(
    `select 'products' as what, count(*) from product union all
     select 'companies', count(*) from company union all
     select 'price lists', count(*) from price_list union all
     select 'prices', count(*) from price union all
     select 'orders', count(*) from sales_order union all
     select 'order lines', count(*) from sales_order_line`,
  );
  const processors = cpus();
  return {
    world: asked.world,
    counts: Object.fromEntries(counts.map(({ what, count }) => [what, Number(count)])),
    commit: commitNow(),
    at: new Date().toISOString(),
    node: process.versions.node,
    postgres: versions[0]?.postgres ?? '',
    processors: `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`,
    busyBefore: loadavg()[0] ?? 0,
    pool: CONNECTIONS_MAX,
    hasWorker: asked.hasWorker,
    thinkMs: asked.thinkMs,
    seconds: asked.seconds,
    warmUpSeconds: asked.warmUpSeconds,
  };
}

/** The commit that is checked out, and whether the files differ from it. */
function commitNow(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'an unknown commit';
  }
}
