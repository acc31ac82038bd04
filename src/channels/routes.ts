import type { Hono } from 'hono';
import type { Env } from './env.ts';
import { type Policy, policyOf } from './guards.ts';

export type DeclaredRoute = { method: string; path: string; policy: Policy };

/**
 * Every route with the policy that it declares, either itself or for its whole
 * mount (`.use(staff('serve-counter'))`); the nearest declaration before the
 * handler counts. Throws with the list of routes that declare none: what nobody
 * thought about does not start.
 */
export function declaredRoutes(app: Hono<Env>): DeclaredRoute[] {
  const declared: DeclaredRoute[] = [];
  const undeclared: string[] = [];
  const seen = new Set<string>();
  for (const { method, path } of app.routes) {
    const key = `${method} ${path}`;
    if (method === 'ALL' || seen.has(key)) continue;
    seen.add(key);
    const policy = policyFor(app, method, path);
    if (policy) declared.push({ method, path, policy });
    else undeclared.push(key);
  }
  if (undeclared.length > 0) throw new Error(`routes without a policy: ${undeclared.join(', ')}`);
  return declared;
}

/** A guard counts only if it was registered before the route's last handler, for it would run too late otherwise. */
function policyFor(app: Hono<Env>, method: string, path: string): Policy | undefined {
  const handlerAt = app.routes.findLastIndex(
    (route) => route.method === method && route.path === path,
  );
  return app.routes
    .slice(0, handlerAt)
    .filter((route) => covers(route, method, path))
    .map((route) => policyOf(route.handler))
    .findLast((policy) => policy !== undefined);
}

function covers(route: { method: string; path: string }, method: string, path: string): boolean {
  if (route.method === method && route.path === path) return true;
  if (route.method !== 'ALL') return false;
  if (!route.path.endsWith('/*')) return route.path === path;
  const mount = route.path.slice(0, -2);
  // What is mounted at the root speaks for the home page alone, or one open channel would open all.
  if (mount === '') return path === '/';
  return path === mount || path.startsWith(`${mount}/`);
}
