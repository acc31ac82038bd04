import { TableRefused } from './bounds.ts';

/** What stands in an XML part, in its order. Names come without their prefix, texts as they are read. */
export type XmlSink = {
  open: (name: string, attributes: string) => void;
  close: (name: string) => void;
  text?: (text: string) => void;
  /** After each piece, before the next one is read. */
  pause?: () => Promise<void>;
};

/** The longest text between two tags, or the longest tag, that is waited for. */
const TOKEN_CHARS_MAX = 400_000;

/**
 * Reads XML piece by piece and tells what it meets; keeps no tree and expands no
 * entity but the five of XML itself and numbered signs. A DOCTYPE is refused,
 * and with it every trick with entities.
 */
export async function readXml(pieces: AsyncIterable<Buffer>, sink: XmlSink): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let waiting = '';
  for await (const piece of pieces) {
    const text = waiting + decoder.decode(piece, { stream: true });
    waiting = text.slice(tell(text, sink));
    if (waiting.length > TOKEN_CHARS_MAX) throw new TableRefused('fileTooLarge');
    await sink.pause?.();
  }
  if (waiting.trim() !== '') throw new TableRefused('fileUnreadable');
}

/** Tells all that is complete and returns where it ends. */
function tell(text: string, sink: XmlSink): number {
  let at = 0;
  for (;;) {
    const start = text.indexOf('<', at);
    const end = start < 0 ? -1 : endOfTag(text, start);
    if (end < 0) return at;
    if (sink.text && start > at) sink.text(unescaped(text.slice(at, start)));
    tellTag(text.slice(start + 1, end - 1), sink);
    at = end;
  }
}

/** Just behind the tag, or -1 while the rest of it has not come. A `>` may stand inside quotes. */
function endOfTag(text: string, start: number): number {
  if (text.startsWith('<![CDATA[', start)) return behind(text, ']]>', start);
  if (text.startsWith('<!--', start)) return behind(text, '-->', start + 4);
  let from = start;
  for (;;) {
    const end = text.indexOf('>', from);
    if (end < 0) return -1;
    const at = text.slice(from, end).search(/["']/);
    if (at < 0) return end + 1;
    const closed = text.indexOf(text.charAt(from + at), from + at + 1);
    if (closed < 0) return -1;
    from = closed + 1;
  }
}

function behind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

function tellTag(tag: string, sink: XmlSink): void {
  switch (tag.charAt(0)) {
    case '?':
      return undefined;
    case '!':
      return tellMark(tag, sink);
    case '/':
      return sink.close(plainName(tag.slice(1).trimEnd()));
    default: {
      const isEmpty = tag.endsWith('/');
      const inside = isEmpty ? tag.slice(0, -1) : tag;
      const space = inside.search(/\s/);
      const name = plainName(space < 0 ? inside : inside.slice(0, space));
      sink.open(name, space < 0 ? '' : inside.slice(space));
      if (isEmpty) sink.close(name);
      return undefined;
    }
  }
}

/** A comment, a text without escapes, or a DOCTYPE. */
function tellMark(tag: string, sink: XmlSink): void {
  if (tag.startsWith('!--')) return undefined;
  if (tag.startsWith('![CDATA[')) return sink.text?.(tag.slice(8, -2));
  throw new TableRefused('fileUnreadable');
}

const plainName = (name: string) => name.slice(name.indexOf(':') + 1);

/** The value of an attribute by its full name, or `undefined`. */
export function attributeOf(attributes: string, name: string): string | undefined {
  const at = attributes.indexOf(` ${name}=`);
  if (at < 0) return undefined;
  const from = at + name.length + 2;
  const end = attributes.indexOf(attributes.charAt(from), from + 1);
  return end < 0 ? undefined : unescaped(attributes.slice(from + 1, end));
}

const named: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,4}));/gi,
    (whole, hex, decimal, name) => {
      if (name) return named[name] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
