import { timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { countingStatements } from '../platform/statement-count.ts';
import type { Env } from './env.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/** Counters of their own for each program, so that two in one process (tests) do not collide. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labelNames = ['method', 'route', 'status'] as const;
  return {
    registry,
    requests: new Histogram({
      name: 'http_request_seconds',
      help: 'Time to answer, by route pattern',
      labelNames,
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
    statements: new Counter({
      name: 'sql_statements_total',
      help: 'Statements that requests of this route have sent',
      labelNames: ['method', 'route'] as const,
      registers: [registry],
    }),
    lostConnections: new Counter({
      name: 'database_connections_lost_total',
      help: 'Connections to the database that died under us',
      registers: [registry],
    }),
  };
}

/**
 * Times each request and counts its statements, by the pattern of its route:
 * an address may hold a token or a name, a pattern cannot. Outside production
 * the answer says how many statements it took.
 */
export function measure(metrics: Metrics): MiddlewareHandler<Env> {
  return (c, next) =>
    countingStatements(async (count) => {
      const began = performance.now();
      await next();
      const { method } = c.req;
      const route = patternOf(c);
      const seconds = (performance.now() - began) / 1000;
      metrics.requests.observe({ method, route, status: c.res.status }, seconds);
      metrics.statements.inc({ method, route }, count.statements);
      if (!c.var.config.production) {
        // Not by `c.header`: that copies an answer which is already made, body and all.
        c.res.headers.set('Server-Timing', `statements;desc="${count.statements}"`);
      }
    });
}

/** The pattern of the route that answers; `none` where no route does. */
export function patternOf(c: Context): string {
  return matchedRoutes(c).findLast((route) => route.method !== 'ALL')?.path ?? 'none';
}

/** With a token: whoever knows it. Without: this machine itself, and not on behalf of somebody behind a proxy. */
export function mayReadMetrics(c: Context<Env>): boolean {
  const { metricsToken } = c.var.config;
  if (metricsToken) return isSame(c.req.header('authorization') ?? '', `Bearer ${metricsToken}`);
  if (c.req.header('x-forwarded-for') ?? c.req.header('forwarded')) return false;
  return loopback.has(c.env?.incoming?.socket.remoteAddress ?? '');
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}
