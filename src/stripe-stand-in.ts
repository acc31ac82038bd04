import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openStandIn, type StandInOptions } from './stripe-stand-in/stand-in.ts';

/**
 * The stand-in for Stripe as a program of its own. By hand: `npm run stripe-stand-in --
 * --port 4242 --webhook-url http://127.0.0.1:3000/webhooks/stripe`; it says what the shop's
 * environment needs. With `--by-parent` it is told everything in one line of JSON on its
 * input, so that no secret stands in the list of processes, and ends with whoever started it.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4242' },
    'webhook-url': { type: 'string' },
    'by-parent': { type: 'boolean', default: false },
  },
});

const Told = z.strictObject({
  port: z.int().default(0),
  secretKey: z.string().startsWith('sk_test_'),
  webhookSecret: z.string().startsWith('whsec_'),
  webhookUrl: z.url().optional(),
  retryDelaysMs: z.array(z.int()).optional(),
  clockOffsetFile: z.string().optional(),
});

const options = values['by-parent'] ? await toldByParent() : byHand();
const { base, close } = await openStandIn(options);
const end = () => {
  close();
  process.exit(0);
};
process.on('SIGTERM', end);
// Ctrl-C reaches the shop too, which ends us when it has answered its last visitors.
process.on('SIGINT', values['by-parent'] ? () => undefined : end);
process.stdout.write(values['by-parent'] ? `${JSON.stringify({ base })}\n` : greeting(options));

async function toldByParent(): Promise<StandInOptions> {
  const lines = createInterface({ input: process.stdin });
  lines.once('close', () => process.exit(0));
  const line = await new Promise<string>((resolve) => lines.once('line', resolve));
  return Told.parse(JSON.parse(line));
}

function byHand(): StandInOptions {
  const secret = () => randomBytes(18).toString('hex');
  return {
    port: Number(values.port),
    secretKey: `sk_test_${secret()}`,
    webhookSecret: `whsec_${secret()}`,
    webhookUrl: values['webhook-url'],
  };
}

/** For the person who started it. */
function greeting({ secretKey, webhookSecret }: StandInOptions): string {
  return `The stand-in for Stripe is open. Start the shop with
  STRIPE_SECRET_KEY=${secretKey}
  STRIPE_WEBHOOK_SECRET=${webhookSecret}
  STRIPE_API_BASE=${base}
`;
}
