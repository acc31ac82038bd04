import { createHmac } from 'node:crypto';
import type { Event } from './objects.ts';

export type WebhookSettings = {
  /** Where events are told; nowhere while it is absent. */
  url?: string | undefined;
  /** `hold` keeps events until they are released, in whatever order; `drop` loses them. */
  mode: 'send' | 'hold' | 'drop';
  /** How often each event is told, under its own id or each time under another. */
  copies: number;
  copiesAs: 'sameEvent' | 'otherEvent';
  /** Pauses before an event that was not taken is told again; then it is given up. */
  retryDelaysMs: number[];
};

type Delivery = { eventId: string; type: string; attempt: number; status: number };

export type Webhooks = {
  settings: WebhookSettings;
  held: Event[];
  deliveries: Delivery[];
  send: (event: Event) => void;
  /** Tells these events, each when the one before has been answered. */
  tellInTurn: (events: readonly Event[]) => Promise<Delivery[]>;
  /** Gives up what waits to be told again. */
  close: () => void;
};

const ANSWER_MS = 10_000;
const NO_ANSWER = 0;

/** Tells our events to a shop: signed, and again until it says that it has them. */
export function createWebhooks(
  secret: string,
  settings: WebhookSettings,
  now: () => number,
): Webhooks {
  const waiting = new Set<NodeJS.Timeout>();
  const held: Event[] = [];
  const deliveries: Delivery[] = [];

  const tell = async (event: Event, attempt: number): Promise<Delivery> => {
    const status = await post(settings.url, JSON.stringify(event), { secret, now });
    const delivery = { eventId: event.id, type: event.type, attempt, status };
    deliveries.push(delivery);
    const pause = settings.retryDelaysMs[attempt - 1];
    if (!isTaken(status) && pause !== undefined) later(pause, () => tell(event, attempt + 1));
    return delivery;
  };
  const later = (ms: number, deed: () => Promise<unknown>) => {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      void deed();
    }, ms);
    waiting.add(timer);
  };
  return {
    settings,
    held,
    deliveries,
    send: (event) => {
      if (settings.mode === 'hold') held.push(event);
      if (settings.mode !== 'send' || settings.url === undefined) return;
      for (const copy of copiesOf(event, settings)) later(0, () => tell(copy, 1));
    },
    tellInTurn: async (events) => {
      const told: Delivery[] = [];
      for (const event of events) {
        for (const copy of copiesOf(event, settings)) told.push(await tell(copy, 1));
      }
      return told;
    },
    close: () => {
      for (const timer of waiting) clearTimeout(timer);
    },
  };
}

/** The `Stripe-Signature` header of a message (scheme v1: HMAC-SHA-256 over time and body). */
function signatureOf(payload: string, secret: string, at: number): string {
  const v1 = createHmac('sha256', secret).update(`${at}.${payload}`).digest('hex');
  return `t=${at},v1=${v1}`;
}

async function post(
  url: string | undefined,
  payload: string,
  { secret, now }: { secret: string; now: () => number },
): Promise<number> {
  if (url === undefined) return NO_ANSWER;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signatureOf(payload, secret, now()),
      },
      body: payload,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return NO_ANSWER;
  }
}

const isTaken = (status: number) => status >= 200 && status < 300;

function copiesOf(event: Event, { copies, copiesAs }: WebhookSettings): Event[] {
  return Array.from({ length: copies }, (_, at) =>
    at === 0 || copiesAs === 'sameEvent' ? event : { ...event, id: `${event.id}_${at}` },
  );
}
