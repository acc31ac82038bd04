import type { HttpBindings } from '@hono/node-server';
import type { KeyHolder } from '../people/api-key.queries.ts';
import type { Actor, Buyer, Staff } from '../people/actor.ts';
import type { PrintDocument } from '../payments/document.ts';
import type { Payee } from '../payments/seller-details.queries.ts';
import type { Branch } from '../people/branch.queries.ts';
import type { BriefMemory } from '../platform/brief-memory.ts';
import type { Config } from '../platform/config.ts';
import type { Db } from '../platform/db/database.ts';
import type { Language, Theme } from '../platform/db/schema.ts';
import type { CardPayments } from '../platform/gateways/card-payments.ts';
import type { ScaleOf } from '../platform/gateways/scale.ts';
import type { Log } from '../platform/log.ts';
import type { FacetMemory } from '../stock/facets.queries.ts';
import type { CategoryOverview } from '../stock/overview.queries.ts';
import type { Assets } from './assets.ts';
import type { Live } from './live.ts';
import type { Clock } from '../platform/clock.ts';
import type { Fields, Files } from './limits.ts';
import type { ReadInstrument } from '../loyalty/instrument-memory.ts';

/** The session behind the cookie, as the sign-in needs it. */
export type OpenSession = {
  tokenHash: Buffer;
  secondFactorAt: Date | null;
  /** Lines of the open cart that a buyer fills on the web. */
  cartLines: number;
};

type Variables = {
  requestId: string;
  config: Config;
  log: Log;
  db: Db;
  assets: Assets;
  /** Streams of what happens. */
  live: Live;
  /** For what is written after the request; everything else happens at `at`. */
  clock: Clock;
  /** Absent where nobody pays by card. */
  cards: CardPayments | undefined;
  print: PrintDocument;
  scaleOf: ScaleOf;
  /** Our branches, kept for a minute: nearly every page names one. */
  readBranches: () => Promise<readonly Branch[]>;
  /** Whom buyers pay by transfer today, kept for a minute; `undefined` where nobody said who we are. */
  readPayee: () => Promise<Payee | undefined>;
  /** Of a version, remembered for good: a published one never changes. */
  readInstrument: ReadInstrument;
  /** Kept for seconds, since everybody without terms of his own asks for the same. */
  rememberCategories: BriefMemory<CategoryOverview[]>;
  /** Kept for seconds, since counting looks at every product of a category; own prices never decide what is kept. */
  rememberFacets: FacetMemory;
  /** The one moment of this request. */
  at: Date;
  actor: Actor | undefined;
  session: OpenSession | undefined;
  /** The company whose program asks. */
  holder?: KeyHolder;
  language: Language;
  theme: Theme;
  /** The language of whom a link was sent to, who has no session to say it. */
  addressee?: Language;
  /** What came in the address, cleaned. */
  query: Fields;
  /** What came in the body, cleaned; empty when there was none. */
  fields: Fields;
  /** The fields in which the number of a payment card stood, which is hidden by now. */
  withCards: ReadonlySet<string>;
  files: Files;
};

/** What every request carries. */
export type Env = { Bindings: Partial<HttpBindings>; Variables: Variables };

/** Behind `buyer(…)`. */
export type BuyerEnv = { Variables: Variables & { actor: Buyer; session: OpenSession } };

/** Behind `keyHolder()`. */
export type KeyEnv = Env & { Variables: Variables & { holder: KeyHolder } };

/** Behind `staff(…)`. */
export type StaffEnv = { Variables: Variables & { actor: Staff; session: OpenSession } };

/** Behind `signedIn(…)`: buyers and staff alike. */
export type SignedInEnv = { Variables: Variables & { actor: Actor; session: OpenSession } };
