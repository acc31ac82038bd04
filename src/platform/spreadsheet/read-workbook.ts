import { type GrowingTable, type TableCost, TableRefused } from './bounds.ts';
import { lookOf, type NumberLook, numberText } from './cell-text.ts';
import { attributeOf, readXml } from './xml.ts';
import { Zip } from './zip.ts';

const SHEETS_LOOKED_AT_MAX = 20;
/** A file may hold texts that no cell of the sheet shows, and each counts with its place. */
const STRINGS_SPARE = 1.6;
const STYLES_MAX = 70_000;
const CELL_CHARS_MAX = 400_000;

type Workbook = { strings: readonly string[]; looks: readonly NumberLook[]; from1904: boolean };

/**
 * The first sheet with content of an XLSX file, hidden ones left out. Formulas
 * are never reckoned: a cell gives what it showed when the file was saved, or
 * the formula itself. Macros, other spreadsheets in a ZIP and broken files are
 * refused. A fresh table is asked for before each sheet.
 */
export async function readWorkbook(
  bytes: Buffer,
  fresh: () => GrowingTable,
  cost: TableCost,
): Promise<GrowingTable> {
  const zip = new Zip(bytes, cost);
  if (zip.names.has('mimetype') || zip.names.has('xl/workbook.bin'))
    throw new TableRefused('fileKind');
  if (zip.names.has('xl/vbaProject.bin')) throw new TableRefused('fileKind');
  if (!zip.names.has('[Content_Types].xml') || !zip.names.has('xl/workbook.xml')) {
    throw new TableRefused('fileKind');
  }
  const { sheets, from1904 } = await readSheetList(zip);
  const targets = await readTargets(zip);
  const workbook = { strings: await readStrings(zip, cost), looks: await readLooks(zip), from1904 };
  for (const id of sheets.slice(0, SHEETS_LOOKED_AT_MAX)) {
    const target = targets.get(id);
    if (!target || !zip.names.has(target)) continue;
    const table = fresh();
    await readSheet(zip.read(target), workbook, table);
    if (!table.isEmpty) return table;
  }
  throw new TableRefused('fileEmpty');
}

async function readSheetList(zip: Zip) {
  const sheets: string[] = [];
  let from1904 = false;
  await readXml(zip.read('xl/workbook.xml'), {
    open: (name, attributes) => {
      if (name === 'workbookPr')
        from1904 = /^(?:1|true)$/.test(attributeOf(attributes, 'date1904') ?? '');
      if (name !== 'sheet' || (attributeOf(attributes, 'state') ?? 'visible') !== 'visible') return;
      const [, id] = /\s\w+:id="([^"]*)"/.exec(attributes) ?? [];
      if (id && sheets.length < SHEETS_LOOKED_AT_MAX) sheets.push(id);
    },
    close: () => undefined,
  });
  return { sheets, from1904 };
}

/** Where the sheets lie in the file. */
async function readTargets(zip: Zip): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  if (!zip.names.has('xl/_rels/workbook.xml.rels')) return targets;
  await readXml(zip.read('xl/_rels/workbook.xml.rels'), {
    open: (name, attributes) => {
      const id = attributeOf(attributes, 'Id');
      const target = attributeOf(attributes, 'Target');
      if (name !== 'Relationship' || !id || !target) return;
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
    close: () => undefined,
  });
  return targets;
}

/** Texts that several cells share; the reading aid above Japanese signs is none of them. */
async function readStrings(zip: Zip, { charsMax }: TableCost): Promise<string[]> {
  const strings: string[] = [];
  if (!zip.names.has('xl/sharedStrings.xml')) return strings;
  let chars = 0;
  let text = '';
  let inText = false;
  let inAid = false;
  await readXml(zip.read('xl/sharedStrings.xml'), {
    open: (name) => {
      if (name === 'rPh') inAid = true;
      if (name === 't') inText = true;
    },
    text: (piece) => {
      if (inText && !inAid) text += piece;
      if (text.length > CELL_CHARS_MAX) throw new TableRefused('fileTooLarge');
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') inAid = false;
      if (name !== 'si') return;
      // An empty text takes a place, too, and so counts as one sign.
      chars += text.length + 8;
      if (chars > charsMax * STRINGS_SPARE) throw new TableRefused('fileTooLarge');
      strings.push(withoutEscapes(text));
      text = '';
    },
  });
  return strings;
}

async function readLooks(zip: Zip): Promise<NumberLook[]> {
  const looks: NumberLook[] = [];
  if (!zip.names.has('xl/styles.xml')) return looks;
  const codes = new Map<number, string>();
  let inCells = false;
  await readXml(zip.read('xl/styles.xml'), {
    open: (name, attributes) => {
      if (name === 'cellXfs') inCells = true;
      if (codes.size + looks.length > STYLES_MAX) throw new TableRefused('fileTooLarge');
      const id = Number(attributeOf(attributes, 'numFmtId') ?? 0);
      if (name === 'numFmt') codes.set(id, attributeOf(attributes, 'formatCode') ?? '');
      if (name === 'xf' && inCells) looks.push(lookOf(id, codes.get(id)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return looks;
}

async function readSheet(
  pieces: AsyncIterable<Buffer>,
  workbook: Workbook,
  table: GrowingTable,
): Promise<void> {
  let row = -1;
  let column = -1;
  let cell = { type: 'n', style: 0, value: '', formula: '' };
  let into: 'value' | 'formula' | undefined;
  await readXml(pieces, {
    open: (name, attributes) => {
      if (name === 'row') {
        row = Number(attributeOf(attributes, 'r') ?? row + 2) - 1;
        column = -1;
      } else if (name === 'c') {
        const place = attributeOf(attributes, 'r');
        column = place === undefined ? column + 1 : columnOf(place);
        const type = attributeOf(attributes, 't') ?? 'n';
        cell = { type, style: Number(attributeOf(attributes, 's') ?? 0), value: '', formula: '' };
      } else if (name === 'dimension') {
        table.expected = lastRowOf(attributeOf(attributes, 'ref'));
      } else if (name === 'v' || name === 't') into = 'value';
      else if (name === 'f') into = 'formula';
    },
    text: (piece) => {
      if (!into) return;
      cell[into] += piece;
      if (cell[into].length > CELL_CHARS_MAX) throw new TableRefused('fileTooLarge');
    },
    close: (name) => {
      if (name === 'v' || name === 't' || name === 'f') into = undefined;
      if (name !== 'c' || (cell.value === '' && cell.formula === '')) return;
      if (!(row >= 0 && column >= 0)) throw new TableRefused('fileUnreadable');
      table.set(row, column, cellText(cell, workbook));
    },
    pause: () => table.handOn(),
  });
}

/** The last row of `A1:F100001`, as the file says of itself. */
function lastRowOf(range: string | undefined): number | undefined {
  const [, row] = /(\d{1,7})$/.exec(range ?? '') ?? [];
  return row === undefined ? undefined : Number(row);
}

/** "AB12" stands in column 27, counted from 0. */
function columnOf(place: string): number {
  const [letters = ''] = /^[A-Z]{1,3}/.exec(place) ?? [];
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function cellText(
  cell: { type: string; style: number; value: string; formula: string },
  { strings, looks, from1904 }: Workbook,
): string {
  if (cell.value === '') return `=${cell.formula}`;
  switch (cell.type) {
    case 's':
      return strings[Number(cell.value)] ?? '';
    case 'n':
      return numberText(cell.value, looks[cell.style] ?? 'plain', from1904);
    case 'b':
      return cell.value === '1' ? 'TRUE' : 'FALSE';
    default:
      return withoutEscapes(cell.value);
  }
}

/** Signs that XML cannot hold stand as `_x000D_`; what no page can hold becomes a space. */
const withoutEscapes = (text: string) =>
  text
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .replaceAll(/(?!\s)\p{Cc}|\uFFFD|\p{Surrogate}/gu, ' ');
