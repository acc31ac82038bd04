import { setImmediate } from 'node:timers/promises';
import { type GrowingTable, startTheClock, type TableCost, TableRefused } from './bounds.ts';

const SEPARATORS = ['\t', ';', ','];
const HEAD_LINES = 20;
const HEAD_CHARS = 64 * 1024;
const CELLS_AT_ONCE = 10_000;
/** What stands in quotes parts nothing. */
const QUOTED = /(?<=^|[\t;,\r\n])"(?:[^"]|"")*"(?=[\t;,\r\n]|$)/g;
/** Of a longer one no more is read: it is refused by its bounds anyway. */
const CELL_CHARS_MAX = 100_000;

/**
 * A text table: UTF-8 with or without its mark, UTF-16, else windows-1251, which
 * is what 1C and Excel of our customers write. The separator is the one that
 * parts most of the first lines. Quotes that make no sense are taken as signs.
 */
export async function readDelimited(
  bytes: Buffer,
  fresh: () => GrowingTable,
  cost: TableCost,
): Promise<GrowingTable> {
  const { separator, text } = separatedBy(textOf(bytes));
  const table = fresh();
  table.expected = linesIn(text);
  const checkTime = startTheClock(cost);
  let [row, column, cells] = [0, 0, 0];
  for (const { content, isLast } of cellsOf(text, separator)) {
    table.set(row, column, withoutGuard(content));
    column = isLast ? 0 : column + 1;
    row += isLast ? 1 : 0;
    cells += 1;
    if (cells % CELLS_AT_ONCE > 0) continue;
    checkTime();
    await table.handOn();
    // Others are answered meanwhile.
    await setImmediate();
  }
  if (table.isEmpty) throw new TableRefused('fileEmpty');
  return table;
}

function linesIn(text: string): number {
  let lines = text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Cell by cell, and whether it is the last of its row. */
function* cellsOf(text: string, separator: string) {
  const end = new RegExp(`[${separator}\\r\\n]`, 'g');
  let at = 0;
  while (at < text.length) {
    const quoted = text.charAt(at) === '"' ? endOfQuoted(text, at, separator) : -1;
    end.lastIndex = at;
    const to = quoted < 0 ? (end.exec(text)?.index ?? text.length) : quoted;
    const sign = text.charAt(to);
    const content =
      quoted < 0
        ? text.slice(at, to)
        : text.slice(at + 1, Math.min(to - 1, at + CELL_CHARS_MAX)).replaceAll('""', '"');
    yield { content, isLast: sign !== separator };
    at = to + (sign === '\r' && text.charAt(to + 1) === '\n' ? 2 : 1);
  }
}

/** Just behind the closing quote, or -1 where a quote opens nothing: 1/2" of pipe, a list of names. */
function endOfQuoted(text: string, from: number, separator: string): number {
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return -1;
    const next = text.charAt(quote + 1);
    if (next !== '"') return ['', separator, '\r', '\n'].includes(next) ? quote + 1 : -1;
    at = quote + 2;
  }
}

/** Throws for what is no text: binary files have control signs in their first bytes. */
function textOf(bytes: Buffer): string {
  const text = decoded(bytes);
  if (/(?!\s)\p{Cc}|\uFFFD/u.test(text)) throw new TableRefused('fileUnreadable');
  return text;
}

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return utf8(bytes) ?? new TextDecoder('windows-1251').decode(bytes);
}

/** A file that was cut off may end within a letter; in one that has no other letters this is no UTF-8. */
function utf8(bytes: Buffer): string | undefined {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const text = decoder.decode(bytes, { stream: true });
    if (!/\P{ASCII}/u.test(text)) decoder.decode();
    return text;
  } catch {
    return undefined;
  }
}

/**
 * The text and its separator: the one that Excel names in the first line, else
 * the one that stands in most of the first lines. A comma may also be a decimal
 * one, so tab and semicolon come first.
 */
function separatedBy(text: string): { text: string; separator: string } {
  const [line, named] = /^sep=([\t;,])(?:\r\n|\r|\n)/i.exec(text) ?? [];
  if (line && named) return { separator: named, text: text.slice(line.length - 1) };
  const lines = text
    .slice(0, HEAD_CHARS)
    .replaceAll(QUOTED, '')
    .split(/[\r\n]+/, HEAD_LINES)
    .filter((head) => head.trim() !== '');
  const holding = SEPARATORS.map((sign) => lines.filter((head) => head.includes(sign)).length);
  const most = Math.max(...holding);
  const chosen = most * 2 > lines.length ? SEPARATORS[holding.indexOf(most)] : undefined;
  return { text, separator: chosen ?? ';' };
}

/** Takes back the sign that `writeTable` put before what a spreadsheet would reckon. */
const withoutGuard = (cell: string) =>
  /^'+[=+\-@＝＋－＠\t\r\n]/.test(cell) ? cell.slice(1) : cell;
