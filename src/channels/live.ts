import {
  findNewestEvent,
  listEventNumbers,
  listShipmentEvents,
} from '../events/recent-events.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';

/** How often a process looks for news while somebody listens. */
const LOOK_EVERY_MS = 500;
/** Numbers are given before the commit, so one may appear behind a greater one: so many are looked at again. */
const OVERLAP = 1_000;
const HEARTBEAT_EVERY_MS = 15_000;
/** A stream lives so long; the browser then asks again, and whether it may is asked again too. */
const LIVES_MS = 15 * 60_000;
/** Of one process; the socket takes twice as many connections. */
const STREAMS_MAX = 1_200;
/** Tabs of one person or, without a session, of one address. */
const STREAMS_OF_ONE_MAX = 12;
/** So many shipments are written at once. */
const WRITTEN_AT_ONCE = 4;
/** A reader that takes nothing is left when so many messages wait for it. */
const WAITING_MAX = 8;

/** What a stream is about, and how it is written. */
export type Listening = {
  shipmentId: string;
  /** Who listens, for the limit of streams of one. */
  holder: string;
  /** Streams with the same likeness of the same shipment get the same text. */
  likeness: string;
  /** Whether it is read by a link, which may be ended. */
  isByLink: boolean;
  /** The address that stands in the place of `ADDRESS` in the text. */
  base: string;
  /** The text of the shipment as it is now; `undefined` where it is gone. */
  render: () => Promise<Rendered | undefined>;
  /** The number of the event up to which the page is known to the reader. */
  after: number;
};

export type Rendered = { eventNumber: number; html: string };

/** Stands in the text for the address of the page, which differs from link to link. */
export const ADDRESS = '/~followed~';

type Stream = Listening & {
  controller: ReadableStreamDefaultController<Uint8Array>;
  endsAt: number;
};

/** Why a stream is not opened. */
export type Full = 'too-many-of-one' | 'too-many';

/** The streams of one process. */
export type Live = {
  open: (listening: Listening) => ReadableStream<Uint8Array> | Full;
  count: () => number;
  /** Ends all streams and opens none any more; the browsers ask another process. */
  close: () => Promise<void>;
};

const encoder = new TextEncoder();
const HEARTBEAT = encoder.encode(':\n\n');
/** Told when a stream begins: after a break the browser asks again so soon, and by chance a little later. */
const OPENING = encoder.encode('retry: 1000\n\n');

/**
 * Streams of what happens to shipments. One look for all at the events of the
 * whole shop, twice a second and only while somebody listens; a shipment that
 * changed is written once for each likeness, whole, so that one message fills
 * whatever gap a break has left. No state but the open streams.
 */
export function createLive(db: Db, log: Log): Live {
  const streams = new Map<string, Set<Stream>>();
  const byHolder = new Map<string, number>();
  const seen = new Set<number>();
  const joined: Stream[] = [];
  let count = 0;
  let newest: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let isClosed = false;
  let beatAt = 0;

  const leave = (stream: Stream) => {
    const ofShipment = streams.get(stream.shipmentId);
    if (!ofShipment?.delete(stream)) return;
    if (ofShipment.size === 0) streams.delete(stream.shipmentId);
    count -= 1;
    const left = (byHolder.get(stream.holder) ?? 1) - 1;
    if (left === 0) byHolder.delete(stream.holder);
    else byHolder.set(stream.holder, left);
  };
  const end = (stream: Stream) => {
    leave(stream);
    try {
      stream.controller.close();
    } catch {
      // The reader was gone already.
    }
  };
  const send = (stream: Stream, bytes: Uint8Array) => {
    const { desiredSize } = stream.controller;
    if (desiredSize === null || desiredSize < -WAITING_MAX) return end(stream);
    stream.controller.enqueue(bytes);
  };
  const everyStream = () => [...streams.values()].flatMap((some) => [...some]);

  /** Writes a shipment to those of its streams that do not know it yet. */
  const tell = async (listeners: readonly Stream[]) => {
    const rendered = new Map<string, Promise<Rendered | undefined>>();
    for (const stream of listeners) {
      const known = rendered.get(stream.likeness);
      const text = known ?? stream.render();
      if (!known) rendered.set(stream.likeness, text);
      const now = await text;
      if (!now) end(stream);
      else if (now.eventNumber > stream.after) {
        stream.after = now.eventNumber;
        send(stream, messageOf(now, stream.base));
      }
    }
  };

  /** What happened between a page and its stream, or in a break, is told at the next look. */
  const fillGaps = async () => {
    const fresh = joined.splice(0);
    if (fresh.length === 0) return;
    const ids = [...new Set(fresh.map(({ shipmentId }) => shipmentId))];
    const numbers = await listEventNumbers(db, ids);
    const behind = fresh.filter(({ shipmentId, after }) => (numbers.get(shipmentId) ?? 0) > after);
    await eachOf(ids, (id) => tell(behind.filter(({ shipmentId }) => shipmentId === id)));
  };

  const look = async () => {
    const from = newest ?? (await findNewestEvent(db));
    const { newest: latest, events } = await listShipmentEvents(db, from - OVERLAP);
    newest = Math.max(from, latest);
    const fresh = events.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    for (const id of seen) if (id <= newest - OVERLAP) seen.delete(id);
    const ended = fresh.filter(({ type }) => type === 'shipment.links-ended');
    for (const { shipmentId } of ended) {
      for (const stream of streams.get(shipmentId) ?? []) if (stream.isByLink) end(stream);
    }
    const changed = [...new Set(fresh.map(({ shipmentId }) => shipmentId))];
    await eachOf(changed, (id) => tell([...(streams.get(id) ?? [])]));
    await fillGaps();
  };

  const tick = () => {
    const now = performance.now();
    const all = everyStream();
    for (const stream of all) if (stream.endsAt <= now) end(stream);
    if (now >= beatAt) {
      beatAt = now + HEARTBEAT_EVERY_MS;
      for (const stream of all) send(stream, HEARTBEAT);
    }
    looking = look().catch((error: unknown) => log.warn({ err: error }, 'cannot look for news'));
    void looking.then(again);
  };
  const again = () => {
    if (isClosed || count === 0) {
      timer = undefined;
      newest = undefined;
      seen.clear();
      return;
    }
    timer = setTimeout(tick, LOOK_EVERY_MS);
    timer.unref();
  };

  const join = (stream: Stream) => {
    const ofShipment = streams.get(stream.shipmentId) ?? new Set();
    streams.set(stream.shipmentId, ofShipment.add(stream));
    byHolder.set(stream.holder, (byHolder.get(stream.holder) ?? 0) + 1);
    count += 1;
    joined.push(stream);
    timer ??= setTimeout(tick, 0);
  };

  return {
    count: () => count,
    open: (listening) => {
      if (isClosed || count >= STREAMS_MAX) return 'too-many';
      if ((byHolder.get(listening.holder) ?? 0) >= STREAMS_OF_ONE_MAX) return 'too-many-of-one';
      let own: Stream | undefined;
      return new ReadableStream<Uint8Array>({
        start: (controller) => {
          // A few end earlier than others, so that not all come again at once.
          const endsAt = performance.now() + LIVES_MS * (0.8 + 0.2 * Math.random());
          own = { ...listening, controller, endsAt };
          controller.enqueue(OPENING);
          join(own);
        },
        cancel: () => own && leave(own),
      });
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      for (const stream of everyStream()) end(stream);
      await looking;
    },
  };
}

/** Does something with each, a few at once: more would keep the connections from those who ask for pages. */
async function eachOf(ids: readonly string[], act: (id: string) => Promise<void>): Promise<void> {
  for (let begin = 0; begin < ids.length; begin += WRITTEN_AT_ONCE) {
    await Promise.all(ids.slice(begin, begin + WRITTEN_AT_ONCE).map(act));
  }
}

/** A message as browsers read it: its number, and every line of its text. */
function messageOf({ eventNumber, html }: Rendered, base: string): Uint8Array {
  const lines = html.replaceAll(ADDRESS, base).split(/\r\n|\r|\n/);
  return encoder.encode(
    `id: ${eventNumber}\n${lines.map((line) => `data: ${line}`).join('\n')}\n\n`,
  );
}
