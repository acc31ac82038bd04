import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

export type Received = { path: string | undefined; body: string; signature: string | undefined };

/**
 * Where a shop would take its notices: keeps what it is sent, in the order in which
 * it came. The next requests are answered with `answers`, all others with 200.
 */
export async function aWebhook(answers: number[] = []) {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const signature = request.headers['stripe-signature'];
      received.push({ path: request.url, body, signature: signature?.toString() });
      response.statusCode = answers.shift() ?? 200;
      response.end();
      for (const look of waiting) look();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  return {
    port,
    url: `http://127.0.0.1:${port}/webhooks/stripe`,
    received,
    answers,
    /** Waits until what was received is enough, and gives what that is. */
    until: <Enough>(isEnough: (all: readonly Received[]) => Enough | undefined) =>
      new Promise<Enough>((resolve) => {
        const look = () => {
          const enough = isEnough(received);
          if (enough) resolve(enough);
        };
        waiting.add(look);
        look();
      }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
