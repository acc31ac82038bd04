import type { ServerResponse } from 'node:http';
import { type ServerType, serve } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Env } from './channels/env.ts';
import type { Config } from './platform/config.ts';

const HEADERS_MS = 10_000;
const REQUEST_MS = 20_000;
const LOOK_AT_CONNECTIONS_EVERY_MS = 2_000;
const KEEP_ALIVE_MS = 5_000;
const CONNECTIONS_MAX = 2_000;
const LOOK_WHILE_CLOSING_MS = 50;

export type Listening = { port: number; close: (graceMs: number) => Promise<void> };

/**
 * Opens the socket, with limits on how long a visitor may take (D16). Rejects
 * when the port is taken. `close` stops accepting and lets answers under way
 * finish, for the length of the grace; connections without one are cut at once.
 */
export function listen(app: Hono<Env>, config: Config): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: app.fetch,
        hostname: config.host,
        port: config.port,
        serverOptions: {
          headersTimeout: HEADERS_MS,
          requestTimeout: REQUEST_MS,
          connectionsCheckingInterval: LOOK_AT_CONNECTIONS_EVERY_MS,
          keepAliveTimeout: KEEP_ALIVE_MS,
        },
      },
      ({ port }) => resolve({ port, close: (graceMs) => close(server, underWay, graceMs) }),
    );
    const underWay = countAnswers(server);
    server.once('error', (cause) => {
      const { host, port } = config;
      reject(
        new Error(`port ${port} of ${host} cannot be used; set PORT to another one`, { cause }),
      );
    });
    server.maxConnections = CONNECTIONS_MAX;
  });
}

async function close(server: ServerType, underWay: () => number, graceMs: number): Promise<void> {
  if (!('closeAllConnections' in server)) throw new TypeError('not an HTTP/1 server');
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // Node counts a connection that never said a word as busy, and would wait for it.
  const silent = setInterval(() => {
    server.closeIdleConnections();
    if (underWay() === 0) server.closeAllConnections();
  }, LOOK_WHILE_CLOSING_MS);
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(silent);
  clearTimeout(deadline);
}

/** How many answers have not been sent to their end. */
function countAnswers(server: ServerType): () => number {
  let underWay = 0;
  server.on('request', (_request: unknown, response: ServerResponse) => {
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
    });
  });
  return () => underWay;
}
