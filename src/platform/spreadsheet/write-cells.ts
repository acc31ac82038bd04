import { crc32, deflateRawSync } from 'node:zlib';

/** A cell that we write: a text stays a text whatever it begins with, a number can be reckoned with. */
export type Cell = string | number;
type Rows = readonly (readonly Cell[])[];

/**
 * CSV as Excel in Russian and Kazakh opens it: UTF-8 with its mark, semicolons,
 * CRLF. A text that a spreadsheet would reckon gets an apostrophe before it
 * (OWASP, CSV Injection); reading takes it back.
 */
export function writeDelimited(rows: Rows): Buffer {
  const lines = rows.map((cells) => cells.map(delimitedCell).join(';'));
  return Buffer.from(`\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`);
}

function delimitedCell(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const guarded = /^'*[=+\-@＝＋－＠\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[";,\r\n\t]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const TEXT_STYLE = 1;
const HEAD_STYLE = 2;

/** One sheet whose first row is its head and stays in sight; texts are typed as texts. */
export function writeWorkbook(rows: Rows, sheetName: string): Buffer {
  return zipped({
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheetNameOf(sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': sheetOf(rows),
  });
}

function sheetOf(rows: Rows): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, i) => {
    const longest = rows.reduce((chars, row) => Math.max(chars, String(row[i] ?? '').length), 8);
    return `<col min="${i + 1}" max="${i + 1}" width="${Math.min(longest + 2, 60)}" customWidth="1"/>`;
  });
  const cols = columns > 0 ? `<cols>${widths.join('')}</cols>` : '';
  const data = rows.map(
    (row, i) => `<row r="${i + 1}">${row.map((cell) => sheetCell(cell, i === 0)).join('')}</row>`,
  );
  return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${cols}<sheetData>${data.join('')}</sheetData></worksheet>`;
}

function sheetCell(cell: Cell, isHead: boolean): string {
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (cell === '') return '<c/>';
  const style = isHead ? HEAD_STYLE : TEXT_STYLE;
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/** Excel refuses longer names and these signs. */
const sheetNameOf = (name: string) =>
  name.replaceAll(/[[\]:*?/\\']/g, ' ').slice(0, 31) || 'Sheet1';

/** Signs that XML cannot hold are left out; what looks like Excel's escape for one is escaped itself. */
const escaped = (text: string) =>
  text
    .replaceAll(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\p{Surrogate}/gu, '')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '_x000D_');

/** A ZIP file of texts, without dates: the same table gives the same file. */
function zipped(parts: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const content = Buffer.from(XML + text);
    const packed = deflateRawSync(content);
    const label = Buffer.from(name);
    // Version 2.0, UTF-8 names, deflated, 1 January 1980, CRC, sizes, length of the name.
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x0800, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt16LE(0x21, 8);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(label.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    bodies.push(Buffer.from('PK\x03\x04'), facts, label, packed);
    list.push(Buffer.from('PK\x01\x02\x14\x00'), facts, place, label);
    at += 30 + label.length + packed.length;
  }
  const listBytes = list.reduce((sum, piece) => sum + piece.length, 0);
  const count = Object.keys(parts).length;
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(listBytes, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...list, end]);
}
