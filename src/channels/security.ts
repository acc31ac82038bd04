import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { Config } from '../platform/config.ts';
import type { Env } from './env.ts';

const YEAR_SECONDS = 31_536_000;

/**
 * The headers of every answer (D13): scripts, styles, pictures and fonts of our
 * own only, forms to ourselves and, where people pay by card, on to the page on
 * which they do; no frame around us. Browsers follow a form's redirect only to
 * where the form itself may go. `same-origin` for the referrer, because browsers send `Origin: null` with
 * forms under `no-referrer`.
 */
export function securityHeaders(config: Config, payPageOrigin?: string): MiddlewareHandler {
  const https = config.publicUrl?.startsWith('https:') ?? false;
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'", ...(payPageOrigin === undefined ? [] : [payPageOrigin])],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    strictTransportSecurity: https && `max-age=${YEAR_SECONDS}; includeSubDomains`,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  });
}

/** Doubled, encoded or backward slashes and dot segments: read one way by a router, another by a handler. */
const ambiguous = /\/\/|\\|%2f|%5c|%00|(^|\/)(\.|%2e){1,2}(\/|$)/i;

/** Refuses with 400 an address that two readers could understand in two ways (D15). */
export const checkPath: MiddlewareHandler<Env> = async (c, next) => {
  const path = rawPath(c);
  if (ambiguous.test(path) || !decodes(path)) throw new HTTPException(400);
  await next();
};

/** As it stood in the request line: a URL object has already resolved the dots. */
function rawPath(c: Context<Env>): string {
  const target = c.env?.incoming?.url ?? new URL(c.req.url).pathname;
  return target.split('?')[0] ?? '';
}

function decodes(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\uFFFD');
  } catch {
    return false;
  }
}
