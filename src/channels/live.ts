import {
  findNewestEvent,
  listEventNumbers,
  listShipmentEvents,
} from '../events/recent-events.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';
import {
  type Full,
  type Listening,
  OpenStreams,
  type Rendered,
  type Stream,
} from './open-streams.ts';

/** How often a process looks for news while somebody listens. */
const LOOK_EVERY_MS = 500;
/** Numbers are given before the commit, so one may appear behind a greater one: so many are looked at again. */
const OVERLAP = 1_000;
const HEARTBEAT_EVERY_MS = 15_000;
/** So many shipments are written at once. */
const WRITTEN_AT_ONCE = 4;

/** Stands in the text for the address of the page, which differs from link to link. */
export const ADDRESS = '/~followed~';

/** The streams of one process. */
export type Live = {
  open: (listening: Listening) => ReadableStream<Uint8Array> | Full;
  count: () => number;
  /** Ends all streams and opens none any more; the browsers ask another process. */
  close: () => Promise<void>;
};

const encoder = new TextEncoder();
const HEARTBEAT = encoder.encode(':\n\n');

/**
 * Streams of what happens to shipments. One look for all at the events of the
 * whole shop, twice a second and only while somebody listens; a shipment that
 * changed is written once for each likeness, whole, so that one message fills
 * whatever gap a break has left. No state but the open streams.
 */
export function createLive(db: Db, log: Log): Live {
  const streams = new OpenStreams();
  const news = new News(db, streams);
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let isClosed = false;
  let beatAt = 0;

  const tick = () => {
    const now = performance.now();
    for (const stream of streams.all()) if (stream.endsAt <= now) streams.end(stream);
    if (now >= beatAt) {
      beatAt = now + HEARTBEAT_EVERY_MS;
      for (const stream of streams.all()) streams.send(stream, HEARTBEAT);
    }
    looking = news
      .look()
      .catch((error: unknown) => log.warn({ err: error }, 'cannot look for news'));
    void looking.then(again);
  };
  const again = () => {
    timer = undefined;
    if (isClosed) return;
    if (streams.count === 0) return news.forget();
    timer = setTimeout(tick, LOOK_EVERY_MS).unref();
  };

  return {
    count: () => streams.count,
    open: (listening) =>
      isClosed
        ? 'too-many'
        : streams.open(listening, (stream) => {
            news.joined.push(stream);
            timer ??= setTimeout(tick, 0);
          }),
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      for (const stream of streams.all()) streams.end(stream);
      await looking;
    },
  };
}

/** What happened since the last look, told to those who listen; what could not be told is told at the next look. */
class News {
  /** Streams that were opened since the last look. */
  readonly joined: Stream[] = [];
  private readonly seen = new Set<number>();
  private newest: number | undefined;
  private readonly db: Db;
  private readonly streams: OpenStreams;

  constructor(db: Db, streams: OpenStreams) {
    this.db = db;
    this.streams = streams;
  }

  /** Nobody listens: the next look begins with what is newest then. */
  forget(): void {
    this.newest = undefined;
    this.seen.clear();
  }

  async look(): Promise<void> {
    const from = this.newest ?? (await findNewestEvent(this.db));
    const { newest, events } = await listShipmentEvents(this.db, from - OVERLAP);
    const fresh = events.filter(({ id }) => !this.seen.has(id));
    const ended = fresh.filter(({ type }) => type === 'shipment.links-ended');
    for (const { shipmentId } of ended) {
      const byLink = this.streams.of(shipmentId).filter(({ isByLink }) => isByLink);
      for (const stream of byLink) this.streams.end(stream);
    }
    const changed = [...new Set(fresh.map(({ shipmentId }) => shipmentId))];
    await eachOf(changed, (id) => this.tell(this.streams.of(id)));
    this.newest = Math.max(from, newest);
    for (const { id } of fresh) this.seen.add(id);
    for (const id of this.seen) if (id <= this.newest - OVERLAP) this.seen.delete(id);
    await this.fillGaps();
  }

  /** What happened between a page and its stream, or in a break. */
  private async fillGaps(): Promise<void> {
    const fresh = [...this.joined];
    if (fresh.length === 0) return;
    const ids = [...new Set(fresh.map(({ shipmentId }) => shipmentId))];
    const numbers = await listEventNumbers(this.db, ids);
    const behind = fresh.filter(({ shipmentId, after }) => (numbers.get(shipmentId) ?? 0) > after);
    const behindOf = (id: string) => behind.filter(({ shipmentId }) => shipmentId === id);
    await eachOf(ids, (id) => this.tell(behindOf(id)));
    this.joined.splice(0, fresh.length);
  }

  /** Writes a shipment to those of its streams that do not know it yet. */
  private async tell(listeners: readonly Stream[]): Promise<void> {
    const rendered = new Map<string, Promise<Rendered | undefined>>();
    for (const stream of listeners) {
      const known = rendered.get(stream.likeness);
      const text = known ?? stream.render();
      if (!known) rendered.set(stream.likeness, text);
      const now = await text;
      if (!now) this.streams.end(stream);
      else if (now.eventNumber > stream.after) {
        stream.after = now.eventNumber;
        this.streams.send(stream, messageOf(now, stream.base));
      }
    }
  }
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
