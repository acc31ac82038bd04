import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What a simulated scale shows: a weight that stands or still moves, or nothing that is a weight. Grams. */
export type Display = { massG: number; isStable: boolean } | 'overloaded' | 'silent';

const GRAMS_PER_KG = 1000;

/**
 * A scale for tests and the demo, on loopback, which answers in the lines of a real
 * indicator when it is asked, and keeps silent on demand. Weights are rounded to whole
 * kilograms, as a weighbridge shows them.
 */
export async function openScaleSimulator(scale: {
  port?: number;
  shows: () => Display | Promise<Display>;
}): Promise<{ port: number; close: () => Promise<void> }> {
  const callers = new Set<Socket>();
  const server = createServer((socket) => {
    callers.add(socket);
    socket.on('close', () => callers.delete(socket));
    // Whoever hangs up has heard enough.
    socket.on('error', () => undefined);
    socket.on('data', () => void answer(socket, scale.shows));
  });
  await listening(server, scale.port ?? 0);
  return {
    port: portOf(server),
    close: () =>
      new Promise((resolve) => {
        for (const caller of callers) caller.destroy();
        server.close(() => resolve());
      }),
  };
}

async function answer(socket: Socket, shows: () => Display | Promise<Display>): Promise<void> {
  const display = await Promise.resolve()
    .then(shows)
    .catch((): Display => 'silent');
  if (display === 'silent' || socket.destroyed) return;
  socket.write(`${lineOf(display)}\r\n`);
}

function lineOf(display: Exclude<Display, 'silent'>): string {
  if (display === 'overloaded') return 'OL,GS,+9999999kg';
  const kg = Math.round(display.massG / GRAMS_PER_KG);
  const figure = `${kg < 0 ? '-' : '+'}${`${Math.abs(kg)}`.padStart(7, '0')}`;
  return `${display.isStable ? 'ST' : 'US'},GS,${figure}kg`;
}

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
