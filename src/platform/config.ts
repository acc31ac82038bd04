import { z } from 'zod';
import { failpoints } from './failpoint.ts';
import { type CardTerms, isCardCurrency } from './gateways/card-terms.ts';
import { readScaleAddresses, type ScaleAddress } from './gateways/scale-address.ts';

const flag = z.enum(['0', '1']).transform((value) => value === '1');

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  ADDRESS_HEADER: z
    .string()
    .regex(/^[A-Za-z-]+$/)
    .optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(200).default(10),
  DATABASE_PREPARED: flag.optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  ROOT_DATA_DIR: z.string().min(1).default('/var/lib/counterweight'),
  WORKER: flag.default(true),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_(test|live)_\w+$/, 'is not a secret key of Stripe')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\S+$/, 'is not a webhook secret of Stripe')
    .optional(),
  STRIPE_API_BASE: z.url({ protocol: /^https?$/ }).optional(),
  CARD_LIMITS_MINOR: z.string().default('KZT:50000-99999999').transform(readCardLimits),
  CARRIER_WEBHOOK_SECRET: z.string().min(32).optional(),
  SCALES: z.string().transform(readScales).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SMS_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMS_TOKEN: z.string().min(1).optional(),
  MAIL_FROM: z.string().includes('@').default('Counterweight <shop@counterweight.example>'),
  DEMO: flag.optional(),
  CLOCK_OFFSET_FILE: z.string().min(1).optional(),
  FAILPOINTS: z.string().refine(namesFailpoints, 'names no failpoint').optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

const Checked = Environment.check(({ value, issues }) => {
  const refuse = (name: string, message: string) =>
    issues.push({ code: 'custom', path: [name], message, input: value });
  checkStripe(value, refuse);
  if (value.SMS_TOKEN && !value.SMS_URL) refuse('SMS_TOKEN', 'means nothing without SMS_URL');
  if (value.NODE_ENV !== 'production') return;
  if (!value.DATABASE_URL) refuse('DATABASE_URL', 'required in production');
  if (!value.PUBLIC_URL?.startsWith('https:')) {
    refuse('PUBLIC_URL', 'an https address is required in production');
  }
  if (value.FAILPOINTS) refuse('FAILPOINTS', 'not allowed in production');
  if (value.CLOCK_OFFSET_FILE) refuse('CLOCK_OFFSET_FILE', 'not allowed in production');
});

/** Everything the program was told from outside, checked. */
export type Config = {
  production: boolean;
  host: string;
  port: number;
  /** Without a slash at its end. Absent: reached on this machine only, at whatever loopback address. */
  publicUrl: string | undefined;
  /** The header in which a trusted proxy names the visitor's address. */
  addressHeader: string | undefined;
  /** Absent: the program starts a PostgreSQL of its own. */
  databaseUrl: string | undefined;
  databaseConnections: number;
  databasePrepared: boolean;
  dataDir: string;
  rootDataDir: string;
  /** Whether the web process works on jobs too. */
  worker: boolean;
  /** Absent: no card payments, but in the demo those of the stand-in. */
  stripe: { secretKey: string; webhookSecret: string; apiBase: string | undefined } | undefined;
  /** Least and most of one payment by card, by currency. */
  cardLimits: CardTerms['limits'];
  /** By which carriers sign what they report; absent: they report nothing. */
  carrierSecret: string | undefined;
  /** The scales of the yards by the codes of their branches; absent: weights are typed by two people, but in the demo. */
  scales: ReadonlyMap<string, ScaleAddress> | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** The provider of short messages; absent: they stay in the outbox. */
  sms: { url: string; token: string | undefined } | undefined;
  demo: boolean;
  clockOffsetFile: string | undefined;
  failpoints: string | undefined;
  metricsToken: string | undefined;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

/** The environment asks for what cannot be; its message lists all that is wrong, one line each. */
export class BadConfiguration extends Error {
  override readonly name = 'BadConfiguration';
}

/** Names of all variables that the program knows, for `.env.example` and its test. */
export const variableNames: readonly string[] = Object.keys(Environment.shape);

/**
 * Reads the environment, once; nobody else looks at it. An empty variable
 * counts as absent, so that a copied `.env.example` changes nothing. Throws
 * `BadConfiguration` with the whole list, never only the first fault.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const read = Checked.safeParse(given);
  if (!read.success) throw new BadConfiguration(listOf(read.error));
  const env = read.data;
  const ownDatabase = env.DATABASE_URL === undefined;
  return {
    production: env.NODE_ENV === 'production',
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL && new URL(env.PUBLIC_URL).origin,
    addressHeader: env.ADDRESS_HEADER,
    databaseUrl: env.DATABASE_URL,
    databaseConnections: env.DATABASE_CONNECTIONS,
    databasePrepared: env.DATABASE_PREPARED ?? ownDatabase,
    dataDir: env.DATA_DIR,
    rootDataDir: env.ROOT_DATA_DIR,
    worker: env.WORKER,
    stripe: stripeOf(env),
    cardLimits: env.CARD_LIMITS_MINOR,
    carrierSecret: env.CARRIER_WEBHOOK_SECRET,
    scales: env.SCALES,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    sms: env.SMS_URL === undefined ? undefined : { url: env.SMS_URL, token: env.SMS_TOKEN },
    demo: env.DEMO ?? ownDatabase,
    clockOffsetFile: env.CLOCK_OFFSET_FILE,
    failpoints: env.FAILPOINTS,
    metricsToken: env.METRICS_TOKEN,
    logLevel: env.LOG_LEVEL,
  };
}

/** Half a Stripe is none; and test money stays out of production as real money stays out of tests (D25). */
function checkStripe(
  value: z.infer<typeof Environment>,
  refuse: (name: string, message: string) => void,
): void {
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: secret, STRIPE_API_BASE: base } = value;
  const isProduction = value.NODE_ENV === 'production';
  if (secret && !key) refuse('STRIPE_SECRET_KEY', 'required with STRIPE_WEBHOOK_SECRET');
  if (key && !secret) refuse('STRIPE_WEBHOOK_SECRET', 'required with STRIPE_SECRET_KEY');
  if (base && !key) refuse('STRIPE_API_BASE', 'means nothing without STRIPE_SECRET_KEY');
  if (base && isProduction) refuse('STRIPE_API_BASE', 'not allowed in production');
  if (key && key.includes('_live_') !== isProduction) {
    refuse(
      'STRIPE_SECRET_KEY',
      isProduction ? 'of test mode in production' : 'of live mode outside production',
    );
  }
}

function stripeOf(env: z.infer<typeof Environment>): Config['stripe'] {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = env;
  if (!secretKey || !webhookSecret) return undefined;
  return { secretKey, webhookSecret, apiBase: env.STRIPE_API_BASE };
}

/** Reads `KZT:50000-99999999,JPY:50-9999999`: least and most of each currency, in its minor units. */
function readCardLimits(text: string, context: z.RefinementCtx): CardTerms['limits'] {
  const limits: Record<string, CardTerms['limits'][string]> = {};
  for (const entry of text.split(',')) {
    const [, currency = '', least, most] = /^([A-Z]{3}):(\d{1,12})-(\d{1,12})$/.exec(entry) ?? [];
    const [amountMinorMin, amountMinorMax] = [Number(least), Number(most)];
    if (!isCardCurrency(currency) || amountMinorMin < 1 || amountMinorMin > amountMinorMax) {
      context.addIssue('needs entries such as KZT:50000-99999999, of currencies that cards take');
      return z.NEVER;
    }
    limits[currency] = { amountMinorMin, amountMinorMax };
  }
  return limits;
}

function readScales(text: string, context: z.RefinementCtx): ReadonlyMap<string, ScaleAddress> {
  const addresses = readScaleAddresses(text);
  if (addresses) return addresses;
  context.addIssue(
    'needs entries such as ALA=tcp://10.1.0.7:4001/VT-60?divisionKg=20, one a branch',
  );
  return z.NEVER;
}

function namesFailpoints(text: string): boolean {
  const deeds = ['kill', 'throw', undefined];
  return text.split(',').every((entry) => {
    const [name, deed] = entry.split('=');
    return failpoints.some((known) => known === name) && deeds.includes(deed);
  });
}

/** The value itself is never repeated: it may be a password. */
function listOf(error: z.ZodError): string {
  const lines = error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  return ['The configuration is wrong:', ...lines].join('\n');
}
