import { createInflateRaw } from 'node:zlib';
import { startTheClock, type TableCost, TableRefused } from './bounds.ts';

const ENTRIES_MAX = 500;
/** Deflate reaches 1 : 1032; a full sheet reaches some 1 : 40. */
const RATIO_MAX = 150;
const RATIO_COUNTS_FROM_BYTES = 2 * 1024 * 1024;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 0xffff;
const STORED = 0;
const DEFLATED = 8;

type Entry = { method: number; packedBytes: number; localAt: number };

/**
 * The parts of a ZIP file by name. Nothing is unpacked before it is asked for,
 * nothing is unpacked twice, nothing is written anywhere. Refused: more than 500
 * parts, names that lead out of the file, encrypted parts.
 */
export class Zip {
  readonly names: ReadonlySet<string>;
  readonly #bytes: Buffer;
  readonly #entries: Map<string, Entry>;
  readonly #checkTime: () => void;
  readonly #unpackedBytesMax: number;
  #unpackedBytes = 0;

  /** The cost counts what all parts that are read unpack to. */
  constructor(bytes: Buffer, cost: TableCost) {
    this.#checkTime = startTheClock(cost);
    this.#unpackedBytesMax = cost.unpackedBytesMax;
    this.#bytes = bytes;
    this.#entries = entriesOf(bytes);
    this.names = new Set(this.#entries.keys());
  }

  /**
   * Unpacks one part piece by piece, off the main thread. The bytes are counted
   * as they come, whatever the file says of itself, and a bomb ends here.
   */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name);
    if (!entry) throw new TableRefused('fileUnreadable');
    this.#entries.delete(name);
    const packed = packedBytesOf(this.#bytes, entry);
    if (entry.method === STORED) return yield* this.#count([packed], packed.length);
    if (entry.method !== DEFLATED) throw new TableRefused('fileUnreadable');
    const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
    inflate.end(packed);
    yield* this.#count(inflate, packed.length);
  }

  async *#count(pieces: AsyncIterable<Buffer> | Iterable<Buffer>, packedBytes: number) {
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += piece.length;
      this.#unpackedBytes += piece.length;
      const isBomb = bytes > RATIO_COUNTS_FROM_BYTES && bytes > packedBytes * RATIO_MAX;
      if (isBomb || this.#unpackedBytes > this.#unpackedBytesMax) {
        throw new TableRefused('fileTooLarge');
      }
      this.#checkTime();
      yield piece;
    }
  }
}

/** The list at the end of the file, which alone says what is in it. */
function entriesOf(bytes: Buffer): Map<string, Entry> {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > ENTRIES_MAX) throw new TableRefused('fileTooLarge');
  const entries = new Map<string, Entry>();
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY_SIGNATURE) {
      throw new TableRefused('fileUnreadable');
    }
    if (bytes.readUInt16LE(at + 8) % 2 === 1) throw new TableRefused('fileLocked');
    const nameBytes = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameBytes);
    if (/^\/|\\|(?:^|\/)\.\.(?:\/|$)|\0/.test(name) || entries.has(name)) {
      throw new TableRefused('fileUnreadable');
    }
    entries.set(name, {
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      localAt: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_BYTES - COMMENT_BYTES_MAX);
  for (let at = bytes.length - END_BYTES; at >= first; at--) {
    if (bytes.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw new TableRefused('fileUnreadable');
}

function packedBytesOf(bytes: Buffer, { localAt, packedBytes }: Entry): Buffer {
  if (localAt + 30 > bytes.length || bytes.readUInt32LE(localAt) !== LOCAL_SIGNATURE) {
    throw new TableRefused('fileUnreadable');
  }
  const from = localAt + 30 + bytes.readUInt16LE(localAt + 26) + bytes.readUInt16LE(localAt + 28);
  if (from + packedBytes > bytes.length) throw new TableRefused('fileUnreadable');
  return bytes.subarray(from, from + packedBytes);
}
