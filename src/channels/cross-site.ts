import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Env } from './env.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Lets only our own pages change anything: every unsafe method, whatever the
 * content type (D12). The browser says where a request comes from in
 * `Sec-Fetch-Site`; one too old for that says it in `Origin`. Neither: 403.
 */
export const refuseCrossSite: MiddlewareHandler<Env> = async (c, next) => {
  if (!safeMethods.has(c.req.method) && !isOurs(c)) throw new HTTPException(403);
  await next();
};

function isOurs(c: Context<Env>): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = c.req.header('origin');
  const own = c.var.config.publicUrl;
  return origin !== undefined && (own ? origin === own : isLoopback(origin, c.req.url));
}

/** Without a public address the shop serves this machine only, under any of its own names. */
function isLoopback(origin: string, url: string): boolean {
  const here = new URL(url);
  return loopback.has(here.hostname) && origin === here.origin;
}
