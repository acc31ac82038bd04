import type { Hono } from 'hono';
import type { Env } from '../../src/channels/env.ts';
import { declaredRoutes } from '../../src/channels/routes.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Every route of the program as `POST /o/:orderId/cancellation`, in the order in which they were mounted. */
export function routesOf(app: Hono<Env>): string[] {
  return declaredRoutes(app).map(({ method, path }) => `${method} ${path}`);
}

/** Those of them that may change something. */
export function unsafeRoutesOf(app: Hono<Env>): string[] {
  return routesOf(app).filter((route) => !safe.has(route.split(' ')[0]!));
}

/** The address that a route stands for when its parameters are filled; the texts go in as they are. */
export function addressOf(route: string, params: Readonly<Record<string, string>>): string {
  const [, path = ''] = route.split(' ');
  return path.replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => params[name] ?? '');
}
