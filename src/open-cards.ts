import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Config } from './platform/config.ts';
import type { CardPayments } from './platform/gateways/card-payments.ts';
import { stripe } from './platform/gateways/stripe.ts';
import type { Log } from './platform/log.ts';
import type { Ending } from './shutdown.ts';

/** Card payments of the demo, whose stand-in has yet to be told where we take its notices. */
type DemoCards = { cards: CardPayments; takeNoticesAt: (port: number) => Promise<void> };

const isBuilt = import.meta.url.endsWith('.js');
const program = fileURLToPath(
  new URL(`./stripe-stand-in.${isBuilt ? 'js' : 'ts'}`, import.meta.url),
);
const START_MS = 20_000;
const CONTROL_MS = 5_000;

const Ready = z.object({ base: z.url() });

/** Card payments through Stripe, where the environment names an account there. */
export function openCardPayments(config: Config): CardPayments | undefined {
  return config.stripe && stripe({ ...config.stripe, limits: config.cardLimits });
}

/**
 * Card payments of the demo: a stand-in for Stripe as a process of its own, with
 * secrets that nobody else knows, ended with us. When it cannot be started or ends
 * before us, the shop stays open and card payment is closed. Never in production.
 */
export async function openDemoCards(
  config: Config,
  log: Log,
  endings: Ending[],
): Promise<DemoCards | undefined> {
  if (config.production || !config.demo) return undefined;
  const secret = () => randomBytes(18).toString('hex');
  const keys = { secretKey: `sk_test_${secret()}`, webhookSecret: `whsec_${secret()}` };
  const child = spawn(
    process.execPath,
    [...(isBuilt ? ['--enable-source-maps'] : ['--import', 'tsx']), program, '--by-parent'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  let isRunning = true;
  let isEnding = false;
  const ended = whenEnded(child, () => {
    isRunning = false;
    if (!isEnding) log.warn('the stand-in for Stripe has ended: card payment is closed');
  });
  endings.push({
    name: 'stand-in for Stripe',
    end: async () => {
      isEnding = true;
      child.kill('SIGTERM');
      await ended;
    },
  });
  const base = await baseOf(child, { ...keys, clockOffsetFile: config.clockOffsetFile });
  if (!base) return undefined;
  log.info({ pid: child.pid }, 'the stand-in for Stripe is open');
  const account = { ...keys, apiBase: base, limits: config.cardLimits };
  return {
    cards: stripe({ ...account, isOpen: () => isRunning }),
    takeNoticesAt: (port) => {
      const url = `http://${reachedHere(config.host)}:${port}/webhooks/stripe`;
      return tellWhereTo(base, keys.secretKey, url, log);
    },
  };
}

/** The address under which this machine itself reaches us. */
function reachedHere(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function whenEnded(child: ChildProcess, then: () => void): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      then();
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
}

/** Tells the stand-in its secrets, unseen by whoever lists processes, and hears where it listens. */
async function baseOf(
  child: ChildProcess,
  told: { secretKey: string; webhookSecret: string; clockOffsetFile: string | undefined },
): Promise<string | undefined> {
  if (!child.stdin || !child.stdout) return undefined;
  // A child that is gone already takes nothing; that it is gone is told by its end.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(told)}\n`);
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<string | undefined>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(undefined));
    setTimeout(() => resolve(undefined), START_MS).unref();
  });
  return line === undefined ? undefined : Ready.parse(JSON.parse(line)).base;
}

async function tellWhereTo(base: string, secretKey: string, url: string, log: Log): Promise<void> {
  try {
    await fetch(`${base}/control/webhooks`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url }),
      signal: AbortSignal.timeout(CONTROL_MS),
    });
  } catch (error) {
    log.warn({ err: error }, 'the stand-in for Stripe was not told where to send its notices');
  }
}
