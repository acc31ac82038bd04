import { describe, expect, test } from 'vitest';
import { kindOfFile, nameOfFile } from '../../src/platform/file-kind.ts';
import { zipFile } from '../support/zip-file.ts';

const text = (content: string) => Buffer.from(content);
const workbook = (...names: string[]) =>
  zipFile(
    ['[Content_Types].xml', 'xl/workbook.xml', ...names].map((name) => ({ name, content: '<x/>' })),
  );

describe('a file is what is in it', () => {
  test.each([
    ['a document', text('%PDF-1.7\n…'), 'pdf'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'png'],
    ['a photograph', Buffer.from('ffd8ffe000104a464946', 'hex'), 'jpeg'],
    ['a workbook', workbook('xl/worksheets/sheet1.xml'), 'xlsx'],
    ['a table', text('размер;кол-во\n12;5\n'), 'csv'],
    ['a table in an old coding', Buffer.from([0xf0, 0xe0, 0xe7, 0x3b, 0x31, 0x0d, 0x0a]), 'csv'],
    ['a drawing', text('  0\r\nSECTION\r\n  2\r\nHEADER\r\n'), 'dxf'],
    ['a drawing with a remark', text('999\nmade by hand\n0\nSECTION\n'), 'dxf'],
  ])('%s', (_, bytes, kind) => {
    expect(kindOfFile(bytes)).toBe(kind);
  });

  test.each([
    ['a page of the web', text('<!doctype html><script>alert(1)</script>')],
    ['one behind spaces', text(' \n\uFEFF <svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a program', Buffer.from('4d5a90000300000004000000', 'hex')],
    ['an archive of anything', zipFile([{ name: 'a.txt', content: 'a' }])],
    ['a workbook with macros', workbook('xl/vbaProject.bin')],
    ['an archive cut short', workbook().subarray(0, 40)],
    ['text with a NUL', text('a\0b')],
  ])('%s is not taken', (_, bytes) => {
    expect(kindOfFile(bytes)).toBeUndefined();
  });
});

test.each([
  ['plan.PDF', 'pdf', 'plan.pdf'],
  ['C:\\drawings\\Чертёж 1.pdf', 'pdf', 'Чертёж 1.pdf'],
  ['../../etc/passwd', 'csv', 'passwd.csv'],
  ['photo.exe', 'jpeg', 'photo.exe.jpg'],
  ['photo.jpeg', 'jpeg', 'photo.jpeg'],
  ['inv\u202Efdp.exe', 'pdf', 'inv fdp.exe.pdf'],
  ['', 'png', 'file.png'],
  ['"a";b\r\nX: y.csv', 'csv', 'a ;b X y.csv'],
] as const)('%s of kind %s is called %s', (sent, kind, shown) => {
  expect(nameOfFile(sent, kind)).toBe(shown);
});

test('a name is never longer than the place that it has', () => {
  expect(nameOfFile(`${'ж'.repeat(500)}.xlsx`, 'xlsx').length).toBeLessThanOrEqual(120);
});
