import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { writeTable } from '../../src/platform/gateways/spreadsheet.ts';
import { builtProgram } from '../support/built-program.ts';
import { xlsxFile, zipFile } from '../support/zip-file.ts';

/** The promise of the shop: whatever file comes, it is refused within this. */
const MS_MAX = 2000;
const MB_MAX = 256;

const MB = 1024 * 1024;
const folder = mkdtempSync(path.join(tmpdir(), 'bombs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const packed = (text: string) => deflateRawSync(Buffer.from(text));
const sheet = (rows: string) => packed(`<worksheet><sheetData>${rows}</sheetData></worksheet>`);
const cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>';

/** Deflated runs one after another are one stream, so a gigabyte is packed without ever standing anywhere. */
function gigabyteOf(sign: string): Buffer {
  const run = deflateRawSync(Buffer.alloc(16 * MB, sign), { finishFlush: 2 });
  return Buffer.concat([...Array.from({ length: 64 }, () => run), deflateRawSync(Buffer.alloc(0))]);
}

const largest = Array.from({ length: 10_000 }, (_, row) =>
  Array.from({ length: 20 }, (__, column) => `cell ${row} ${column} of it`),
);

const bombs: Record<string, [outcome: string, file: () => Buffer]> = {
  'a gigabyte of spaces as the sheet': [
    'fileTooLarge',
    () => xlsxFile({ sheets: [gigabyteOf(' ')] }),
  ],
  'a gigabyte of tags as the sheet': [
    'fileTooLarge',
    () => xlsxFile({ sheets: [gigabyteOf('<c/>')] }),
  ],
  'a gigabyte of open angles': ['fileTooLarge', () => xlsxFile({ sheets: [gigabyteOf('<')] })],
  'a gigabyte of one quote': ['fileTooLarge', () => xlsxFile({ sheets: [gigabyteOf('<a "')] })],
  'a gigabyte of shared texts': [
    'fileTooLarge',
    () => xlsxFile({ sheets: [cell], strings: gigabyteOf('<si/>') }),
  ],
  'shared texts within shared texts': [
    'fileTooLarge',
    () => xlsxFile({ sheets: [cell], strings: packed(`<sst>${'<si><t>'.repeat(3_000_000)}`) }),
  ],
  'texts of a megabyte, shared': [
    'fileTooLarge',
    () =>
      xlsxFile({ sheets: [cell], strings: packed(`<si><t>${'x'.repeat(MB)}</t></si>`.repeat(40)) }),
  ],
  'a million columns': [
    'fileColumns:50',
    () => xlsxFile({ sheets: [sheet(`<row r="1">${'<c><v>1</v></c>'.repeat(MB)}</row>`)] }),
  ],
  'a cell at the far corner': [
    'fileRows:10000',
    () => xlsxFile({ sheets: ['<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'] }),
  ],
  'a million empty rows, to the last of all': [
    'fileTooLarge',
    () => xlsxFile({ sheets: [sheet('<row r="1048576"/>'.repeat(MB))] }),
  ],
  'a million empty cells in a row': [
    'fileTooLarge',
    () => xlsxFile({ sheets: [sheet(`<row r="1">${'<c r="A1" s="1"/>'.repeat(MB)}</row>`)] }),
  ],
  'ten million cells over and over in one place': [
    'fileTooLarge',
    () => xlsxFile({ sheets: [sheet(`<row r="1"><c r="A1"><v>1</v></c></row>`.repeat(2 * MB))] }),
  ],
  'entities that multiply': [
    'fileUnreadable',
    () =>
      xlsxFile({
        sheets: [
          packed(
            `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(50_000)}">]><worksheet>${'&b;'.repeat(50_000)}</worksheet>`,
          ),
        ],
      }),
  ],
  'numbered signs without end': [
    'fileTooLarge',
    () =>
      xlsxFile({
        sheets: [sheet(`<row r="1"><c r="A1"><v>${'&#120;'.repeat(5 * MB)}</v></c></row>`)],
      }),
  ],
  'sixty thousand parts': [
    'fileTooLarge',
    () =>
      zipFile(
        Array.from({ length: 60_000 }, (_, i) => ({ name: `${i}`, content: Buffer.alloc(0) })),
      ),
  ],
  'a hundred thousand styles': [
    'fileTooLarge',
    () =>
      xlsxFile({
        sheets: [cell],
        styles: `<cellXfs>${'<xf numFmtId="1"/>'.repeat(100_000)}</cellXfs>`,
      }),
  ],
  'a name that leads out of the file': [
    'fileUnreadable',
    () => xlsxFile({ sheets: [cell], more: [{ name: '../../etc/passwd', content: 'x' }] }),
  ],
  'a name with the other slash': [
    'fileUnreadable',
    () => xlsxFile({ sheets: [cell], more: [{ name: '..\\x', content: 'x' }] }),
  ],
  'a part that comes twice': [
    'fileUnreadable',
    () => xlsxFile({ sheets: [cell], more: [{ name: 'xl/workbook.xml', content: 'x' }] }),
  ],
  'an encrypted part': [
    'fileLocked',
    () => xlsxFile({ sheets: [cell], more: [{ name: 'x', content: 'x', flags: 1 }] }),
  ],
  'a part packed in another way': [
    'fileUnreadable',
    () =>
      zipFile([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'xl/workbook.xml', content: 'x', method: 14 },
      ]),
  ],
  'a workbook with macros': [
    'fileKind',
    () => xlsxFile({ sheets: [cell], more: [{ name: 'xl/vbaProject.bin', content: 'x' }] }),
  ],
  'an OpenDocument table': [
    'fileKind',
    () =>
      zipFile([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' }]),
  ],
  'a ZIP of something else': ['fileKind', () => zipFile([{ name: 'photo.jpg', content: 'x' }])],
  'an old Excel file': ['fileKind', () => Buffer.from('d0cf11e0a1b11ae100000000', 'hex')],
  'a file under a password': [
    'fileLocked',
    () =>
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
  ],
  'the first half of a workbook': [
    'fileUnreadable',
    () => xlsxFile({ sheets: [cell] }).subarray(0, 300),
  ],
  'random bytes': ['fileUnreadable', () => randomBytes(5 * MB)],
  'random bytes that begin as a ZIP': [
    'fileUnreadable',
    () => Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(5 * MB)]),
  ],
  'a PDF': ['fileUnreadable', () => Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0\0', 'latin1')],
  'ten thousand rows of twenty columns': [
    'read',
    () => writeTable('xlsx', { name: 'x', rows: largest }).bytes,
  ],
  nothing: ['fileEmpty', () => Buffer.alloc(0)],
  'line ends alone': ['fileRows:10000', () => Buffer.alloc(5 * MB, '\n')],
  'five million commas': ['fileColumns:50', () => Buffer.alloc(5 * MB, ',')],
  'five million quotes': ['fileCell:1000', () => Buffer.alloc(5 * MB, '"')],
  'one line of five million signs': ['fileCell:1000', () => Buffer.alloc(5 * MB, 'x')],
  'a quote that is never closed': [
    'fileRows:10000',
    () => Buffer.from(`"a;b\n${'a;b\n'.repeat(MB)}`),
  ],
};

test('no file, whatever is in it, takes two seconds or 256 MB, and each is refused for its reason', async () => {
  const files = Object.values(bombs).map(([, build], i) => {
    const file = path.join(folder, `${i}`);
    writeFileSync(file, build());
    return file;
  });
  const { stdout } = await promisify(execFile)(process.execPath, [
    // Else what one file leaves lying about would count for the next.
    '--expose-gc',
    ...builtProgram('test/support/programs/read-tables.ts'),
    ...files,
  ]);
  const told = JSON.parse(stdout) as {
    outcome: string;
    ms: number;
    ownMs: number;
    peakMb: number;
  }[];
  const names = Object.keys(bombs);
  expect(told.map(({ outcome }, i) => `${names[i]}: ${outcome}`)).toEqual(
    Object.entries(bombs).map(([name, [outcome]]) => `${name}: ${outcome}`),
  );
  // On a machine that has other work, what counts is the time that was this file's own.
  expect(told.filter(({ ms, ownMs }) => Math.min(ms, ownMs) > MS_MAX)).toEqual([]);
  expect(Math.max(...told.map(({ peakMb }) => peakMb))).toBeLessThan(MB_MAX);
}, 60_000);
