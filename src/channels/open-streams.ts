/** A stream lives so long; the browser then asks again, and whether it may is asked again too. */
const LIVES_MS = 15 * 60_000;
/** Of one process; the socket takes twice as many connections. */
const STREAMS_MAX = 1_200;
/** Tabs of one person or, without a session, of one address. */
const STREAMS_OF_ONE_MAX = 12;
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

/** A stream that is open, and when it ends by itself. */
export type Stream = Listening & {
  controller: ReadableStreamDefaultController<Uint8Array>;
  endsAt: number;
};

/** Why a stream is not opened. */
export type Full = 'too-many-of-one' | 'too-many';

/** Told when a stream begins: after a break the browser asks again so soon, and by chance a little later. */
const OPENING = new TextEncoder().encode('retry: 1000\n\n');

/** The streams that are open in one process, by what they are about and by who listens. */
export class OpenStreams {
  count = 0;
  private readonly byShipment = new Map<string, Set<Stream>>();
  private readonly byHolder = new Map<string, number>();

  /** Opens a stream, unless there are too many; `joined` learns of it once it is read. */
  open(listening: Listening, joined: (stream: Stream) => void): ReadableStream<Uint8Array> | Full {
    if (this.count >= STREAMS_MAX) return 'too-many';
    if ((this.byHolder.get(listening.holder) ?? 0) >= STREAMS_OF_ONE_MAX) return 'too-many-of-one';
    let own: Stream | undefined;
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        // A few end earlier than others, so that not all come again at once.
        const endsAt = performance.now() + LIVES_MS * (0.8 + 0.2 * Math.random());
        own = { ...listening, controller, endsAt };
        controller.enqueue(OPENING);
        this.join(own);
        joined(own);
      },
      cancel: () => own && this.leave(own),
    });
  }

  /** All of them. */
  all(): Stream[] {
    return [...this.byShipment.values()].flatMap((some) => [...some]);
  }

  /** Those about one shipment. */
  of(shipmentId: string): Stream[] {
    return [...(this.byShipment.get(shipmentId) ?? [])];
  }

  /** Ends a stream; harmless where its reader is gone. */
  end(stream: Stream): void {
    this.leave(stream);
    try {
      stream.controller.close();
    } catch {
      // The reader was gone already.
    }
  }

  /** Sends bytes to a reader; one that takes nothing is left. */
  send(stream: Stream, bytes: Uint8Array): void {
    const { desiredSize } = stream.controller;
    if (desiredSize === null || desiredSize < -WAITING_MAX) this.end(stream);
    else stream.controller.enqueue(bytes);
  }

  private join(stream: Stream): void {
    const { shipmentId, holder } = stream;
    const ofShipment = this.byShipment.get(shipmentId) ?? new Set();
    this.byShipment.set(shipmentId, ofShipment.add(stream));
    this.byHolder.set(holder, (this.byHolder.get(holder) ?? 0) + 1);
    this.count += 1;
  }

  private leave(stream: Stream): void {
    const { shipmentId, holder } = stream;
    const ofShipment = this.byShipment.get(shipmentId);
    if (!ofShipment?.delete(stream)) return;
    if (ofShipment.size === 0) this.byShipment.delete(shipmentId);
    this.count -= 1;
    const left = (this.byHolder.get(holder) ?? 1) - 1;
    if (left === 0) this.byHolder.delete(holder);
    else this.byHolder.set(holder, left);
  }
}
