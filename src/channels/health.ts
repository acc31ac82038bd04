import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { listAppliedMigrations } from '../platform/db/health.queries.ts';
import type { Db } from '../platform/db/database.ts';
import { migrationNames } from '../platform/db/migrate.ts';
import type { Env } from './env.ts';
import { anyone } from './guards.ts';
import { type Metrics, mayReadMetrics } from './metrics.ts';

/** Changed by the one who stops the program. */
export type Lifecycle = { draining: boolean };

/** A database that is slower than this does not count as answering. */
const PATIENCE_MS = 1_000;

/**
 * For whoever keeps the program running. `/healthz`: the process lives, which
 * says nothing of its database. `/readyz`: send it visitors. `/metrics`:
 * numbers, for those who may read them.
 */
export function health(lifecycle: Lifecycle, metrics: Metrics): Hono<Env> {
  return new Hono<Env>()
    .use(async (c, next) => {
      c.header('Cache-Control', 'no-store');
      await next();
    })
    .get('/healthz', anyone(), (c) => c.text('ok'))
    .get('/readyz', anyone(), async (c) => {
      const trouble = lifecycle.draining ? 'draining' : await troubleOf(c.var.db);
      return trouble ? c.text(trouble, 503) : c.text('ready');
    })
    .get('/metrics', anyone(), async (c) => {
      if (!mayReadMetrics(c)) throw new HTTPException(404);
      c.header('Content-Type', metrics.registry.contentType);
      return c.body(await metrics.registry.metrics());
    });
}

/** Why the database cannot be used; `undefined` when it can. One statement. */
async function troubleOf(db: Db): Promise<string | undefined> {
  const applied = await Promise.race([
    listAppliedMigrations(db).catch(() => undefined),
    pause(PATIENCE_MS, undefined, { ref: false }),
  ]);
  if (!applied) return 'database does not answer';
  const missing = migrationNames().filter((name) => !applied.includes(name));
  return missing.length > 0 ? 'migrations are missing' : undefined;
}
