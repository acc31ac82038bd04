import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type {
  BalanceTransaction,
  Charge,
  Dispute,
  Event,
  Intent,
  Refund,
  RefundStatus,
  Session,
} from './objects.ts';
import { StripeError } from './stripe-error.ts';
import type { Webhooks } from './webhooks.ts';

/** What a session keeps to itself: it becomes part of the payment, or of the page. */
type SessionBehind = {
  itemName: string;
  intent: { metadata: Record<string, string>; description: string | null };
};

/** Everything the stand-in knows. Forgotten with its process. */
export type State = {
  /** The time here, in seconds; a test moves it. */
  now: () => number;
  move: (seconds: number) => void;
  ceilings: Record<string, number>;
  sessions: Map<string, Session>;
  behind: Map<string, SessionBehind>;
  intents: Map<string, Intent>;
  charges: Map<string, Charge>;
  bookings: Map<string, BalanceTransaction>;
  refunds: Map<string, Refund>;
  disputes: Map<string, Dispute>;
  events: Map<string, Event>;
  /** How the next refunds begin, one after another; then they succeed. */
  nextRefunds: RefundStatus[];
  webhooks: Webhooks;
};

/** A state in which nothing has happened yet. A file may hold seconds by which the time is moved, as it does for a demo. */
export function createState(
  webhooksOf: (now: () => number) => Webhooks,
  clockOffsetFile?: string,
): State {
  let offset = 0;
  const now = () => Math.floor(Date.now() / 1000) + offset + secondsIn(clockOffsetFile);
  return {
    now,
    move: (seconds) => {
      offset += seconds;
    },
    ceilings: {},
    sessions: new Map(),
    behind: new Map(),
    intents: new Map(),
    charges: new Map(),
    bookings: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    events: new Map(),
    nextRefunds: [],
    webhooks: webhooksOf(now),
  };
}

function secondsIn(file: string | undefined): number {
  if (file === undefined) return 0;
  try {
    return Math.trunc(Number(readFileSync(file, 'utf8'))) || 0;
  } catch {
    return 0;
  }
}

/** A new id of a kind, such as `pi_…`; those of sessions show that they are of the test mode. */
export function newId(kind: string): string {
  return `${kind}_${randomBytes(12).toString('hex')}`;
}

/** The thing with this id, or Stripe's 404. */
export function found<Thing>(things: ReadonlyMap<string, Thing>, id: string, what: string): Thing {
  const thing = things.get(id);
  if (thing) return thing;
  throw new StripeError(404, `No such ${what}: '${id}'`, {
    ...{ code: 'resource_missing', param: 'id', isBeforehand: true },
  });
}

/** Writes down that something happened, with the thing as it is at this moment, and has it told. */
export function emit(state: State, type: string, object: unknown): void {
  const event: Event = {
    id: newId('evt'),
    object: 'event',
    api_version: '2026-10-28.endive',
    created: state.now(),
    livemode: false,
    pending_webhooks: 1,
    type,
    data: { object: structuredClone(object) },
  };
  state.events.set(event.id, event);
  state.webhooks.send(event);
}

/** Enters an amount in the balance; a fee makes the net less. */
export function enter(
  state: State,
  entry: Pick<BalanceTransaction, 'amount' | 'fee' | 'currency' | 'type' | 'source'>,
): BalanceTransaction {
  const booking: BalanceTransaction = {
    id: newId('txn'),
    object: 'balance_transaction',
    ...entry,
    net: entry.amount - entry.fee,
    created: state.now(),
  };
  state.bookings.set(booking.id, booking);
  return booking;
}
