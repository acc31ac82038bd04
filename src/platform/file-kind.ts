import type { FileKind } from './db/schema.ts';
import { SHORT_LIST, TableRefused } from './spreadsheet/bounds.ts';
import { Zip } from './spreadsheet/zip.ts';

/** The largest file that is kept, in bytes: a drawing of a workshop with room to spare; the database holds the same limit. */
export const FILE_BYTES_MAX = 10 * 1024 * 1024;

/** So many files go with one form. */
export const FILES_MAX = 5;

/** So many photos and papers go with one complaint. */
export const PHOTOS_MAX = 10;

const NAME_LENGTH_MAX = 120;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const PDF = Buffer.from('%PDF-');
/** A drawing begins with group 0 SECTION, perhaps after remarks (group 999), each on two lines. */
const DXF = /^(?:\s*999\r?\n[^\n]*\n)*\s*0\r?\n\s*SECTION\s*\r?\n/;
const DXF_HEAD_BYTES = 4096;

/**
 * What a file is, by what is in it and never by its name: a document, a picture,
 * a table or a drawing of the kinds that we take. `undefined` for anything else,
 * a workbook with macros and a page of the web among it.
 */
export function kindOfFile(bytes: Buffer): FileKind | undefined {
  if (begins(bytes, PDF)) return 'pdf';
  if (begins(bytes, PNG)) return 'png';
  if (begins(bytes, JPEG)) return 'jpeg';
  if (begins(bytes, ZIP)) return isWorkbook(bytes) ? 'xlsx' : undefined;
  if (!isText(bytes)) return undefined;
  const head = bytes.toString('latin1', 0, DXF_HEAD_BYTES);
  if (DXF.test(head)) return 'dxf';
  return /^[\s\uFEFF]*</.test(bytes.toString('utf8', 0, DXF_HEAD_BYTES)) ? undefined : 'csv';
}

const begins = (bytes: Buffer, sign: Buffer) => bytes.subarray(0, sign.length).equals(sign);

/** Whether an archive is a workbook without programs in it. Nothing is unpacked. */
function isWorkbook(bytes: Buffer): boolean {
  try {
    const { names } = new Zip(bytes, SHORT_LIST);
    return names.has('xl/workbook.xml') && !names.has('xl/vbaProject.bin');
  } catch (error) {
    // A list of parts that points out of the file is no workbook either.
    if (error instanceof TableRefused || error instanceof RangeError) return false;
    throw error;
  }
}

/** No sign that text never has: whatever its letters are written in, CP1251 among it. */
function isText(bytes: Buffer): boolean {
  for (const byte of bytes) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  }
  return true;
}

const mediaTypes: Record<FileKind, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  dxf: 'image/vnd.dxf',
};

/** What a browser is told that a file is. */
export const mediaTypeOf = (kind: FileKind): string => mediaTypes[kind];

const endings: Record<FileKind, readonly string[]> = {
  pdf: ['pdf'],
  png: ['png'],
  jpeg: ['jpg', 'jpeg'],
  xlsx: ['xlsx'],
  csv: ['csv', 'txt'],
  dxf: ['dxf'],
};

/** What a file is called: the sender's own name without a path or signs that hide something, and with the ending of what it is. */
export function nameOfFile(sent: string, kind: FileKind): string {
  const [own = '', ...others] = endings[kind];
  const bare = (sent.split(/[\\/]/).at(-1) ?? '')
    .replaceAll(/[\p{C}"<>|:*?]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const [, stem = bare, ending = ''] = /^(.*)\.([^.]*)$/su.exec(bare) ?? [];
  const isKnown = [own, ...others].includes(ending.toLowerCase());
  const name = (isKnown ? stem : bare).trim() || 'file';
  const shown = isKnown ? ending.toLowerCase() : own;
  return `${Array.from(name)
    .slice(0, NAME_LENGTH_MAX / 2)
    .join('')}.${shown}`;
}
