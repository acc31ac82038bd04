import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';

/**
 * The bare server: the same kind of HTTP server as the shop's, answering one page
 * that it was given, byte for byte, to whatever it is asked. It says its port.
 */
const [file = ''] = process.argv.slice(2);
const body = readFileSync(file, 'utf8');
const headers = { 'content-type': 'text/html; charset=UTF-8' };

serve(
  { fetch: () => new Response(body, { headers }), hostname: '127.0.0.1', port: 0 },
  ({ port }) => process.stdout.write(`${port}\n`),
);
