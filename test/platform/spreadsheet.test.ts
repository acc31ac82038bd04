import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTable, writeTable } from '../../src/platform/gateways/spreadsheet.ts';
import { type WorkbookParts, xlsxFile } from '../support/zip-file.ts';

const bounds = { rowsMax: 100, columnsMax: 10, cellCharsMax: 200 };

async function rowsOf(file: Buffer | string, encoding: BufferEncoding = 'utf8') {
  const read = await readTable(Buffer.isBuffer(file) ? file : Buffer.from(file, encoding), bounds);
  return read.ok ? read.rows : read.problem;
}

const workbook = (parts: WorkbookParts | string) =>
  rowsOf(xlsxFile(typeof parts === 'string' ? { sheets: [parts] } : parts));

test('no cell has the number of a payment card', async () => {
  expect(await rowsOf('A-1;4242 4242 4242 4242 12/27\n5555555555554444;2\n')).toEqual([
    ['A-1', '•••• 4242 12/27'],
    ['•••• 4444', '2'],
  ]);
});

/** "швеллер;12" in windows-1251, as 1C writes it. */
const win1251 = Buffer.from('f8e2e5ebebe5f03b3132', 'hex');
const utf16be = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();

test.each<[string, Buffer | string, string[][]]>([
  [
    'semicolons',
    'code;sku\nA-1;SH-1\n',
    [
      ['code', 'sku'],
      ['A-1', 'SH-1'],
    ],
  ],
  [
    'tabs, as copied from a spreadsheet',
    'A-1\t12,5\nA-2\t3',
    [
      ['A-1', '12,5'],
      ['A-2', '3'],
    ],
  ],
  [
    'commas',
    'A-1,5\r\nA-2,6\r\n',
    [
      ['A-1', '5'],
      ['A-2', '6'],
    ],
  ],
  [
    'decimal commas beside semicolons',
    'A;12,5\nB;3,5',
    [
      ['A', '12,5'],
      ['B', '3,5'],
    ],
  ],
  ['a separator that Excel names', 'sep=,\na;b,c\n', [[], ['a;b', 'c']]],
  ['a UTF-8 mark', '\uFEFFкод;2', [['код', '2']]],
  ['UTF-16 of Excel', Buffer.from('\uFEFFкод\t2', 'utf16le'), [['код', '2']]],
  ['UTF-16 the other way round', utf16be('код\t2'), [['код', '2']]],
  ['windows-1251 of 1C', win1251, [['швеллер', '12']]],
  ['quotes', '"a;b";"say ""x"""\n', [['a;b', 'say "x"']]],
  ['lines within quotes', '"a\nb";c', [['a\nb', 'c']]],
  ['inches', '1/2" pipe;"3/4" pipe";5', [['1/2" pipe', '"3/4" pipe"', '5']]],
  [
    'a quote that never closes',
    '"a;b\nc;d',
    [
      ['"a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'old line ends',
    'a;b\rc;d\r',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['empty rows, so that numbers of rows stay', '\n;;\nx;;y;;\n\n', [[], [], ['x', '', 'y']]],
  ['one column', 'A-1\nA-2', [['A-1'], ['A-2']]],
])('a text table with %s is read as it was meant', async (_what, file, rows) => {
  expect(await rowsOf(file)).toEqual(rows);
});

const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="000000"/><numFmt
  numFmtId="165" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="166" formatCode="#,##0.00 &quot;kg/day&quot;"/><numFmt
  numFmtId="167" formatCode="[>100]0;[Red]0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="22"/><xf numFmtId="167"/></cellXfs></styleSheet>`;

test.each<[string, string, string]>([
  ['a number', '<c r="A1"><v>12.5</v></c>', '12.5'],
  ['a number with the noise of its kind', '<c r="A1"><v>12.500000000000002</v></c>', '12.5'],
  ['a sum that is not quite 0.3', '<c r="A1"><v>0.30000000000000004</v></c>', '0.3'],
  ['a bar code', '<c r="A1"><v>4.6070012345671E12</v></c>', '4607001234567.1'],
  ['a long code', '<c r="A1"><v>4607001234567</v></c>', '4607001234567'],
  ['a code beyond exactness', '<c r="A1"><v>1.2E+21</v></c>', '1200000000000000000000'],
  ['a tiny number', '<c r="A1"><v>1E-7</v></c>', '0.0000001'],
  ['a code that shows its zeros', '<c r="A1" s="2"><v>123</v></c>', '000123'],
  ['a day in a style of Excel', '<c r="A1" s="1"><v>46352</v></c>', '2026-11-26'],
  ['a day in a style of the file', '<c r="A1" s="3"><v>46352</v></c>', '2026-11-26'],
  ['a day with its hour', '<c r="A1" s="5"><v>46352.4375</v></c>', '2026-11-26T10:30'],
  ['an hour', '<c r="A1" s="5"><v>0.4375</v></c>', '10:30'],
  ['a number with a word in its style', '<c r="A1" s="4"><v>46352</v></c>', '46352'],
  ['a style with a condition', '<c r="A1" s="6"><v>7</v></c>', '7'],
  ['a day written as text', '<c r="A1" t="d"><v>2026-11-26</v></c>', '2026-11-26'],
  [
    'a text in its cell',
    '<c r="A1" t="inlineStr"><is><t>Ст3 &amp; &#1073;</t></is></c>',
    'Ст3 & б',
  ],
  [
    'a text in two colours',
    '<c r="A1" t="inlineStr"><is><r><t>Ст</t></r><r><t>3</t></r></is></c>',
    'Ст3',
  ],
  ['a shared text', '<c r="A1" t="s"><v>1</v></c>', 'second one'],
  ['a shared text that is not there', '<c r="A1" t="s"><v>99</v></c><c r="B1"><v>1</v></c>', ''],
  ['a formula by what it showed', '<c r="A1"><f>2*3</f><v>6</v></c>', '6'],
  ['a formula that gave a text', '<c r="A1" t="str"><f>A2&amp;"x"</f><v>x</v></c>', 'x'],
  [
    'a formula that was never reckoned',
    '<c r="A1"><f>WEBSERVICE("http://a")</f></c>',
    '=WEBSERVICE("http://a")',
  ],
  ['an error', '<c r="A1" t="e"><v>#N/A</v></c>', '#N/A'],
  ['a yes', '<c r="A1" t="b"><v>1</v></c>', 'TRUE'],
  ['a cell without its place', '<c><v>7</v></c>', '7'],
  ['a cell with prefixed names', '<x:c r="A1"><x:v>7</x:v></x:c>', '7'],
  ['a CDATA text', '<c r="A1" t="str"><v><![CDATA[a<b]]></v></c>', 'a<b'],
  ['a line end as Excel hides it', '<c r="A1" t="str"><v>a_x000D_\nb_x005F_c</v></c>', 'a\r\nb_c'],
])('%s of a workbook gives its text', async (_what, cells, text) => {
  const strings =
    '<sst><si><t>first</t></si><si><r><t>second</t></r><r><t xml:space="preserve"> one</t></r><rPh><t>aid</t></rPh></si></sst>';
  const rows = await workbook({ sheets: [`<row r="1">${cells}</row>`], strings, styles });
  expect(rows[0]?.[0]).toBe(text);
});

test('days count from 1904 in a workbook that says so', async () => {
  const rows = await workbook({
    sheets: ['<row r="1"><c r="A1" s="1"><v>44890</v></c></row>'],
    styles,
    workbook:
      '<workbook><workbookPr date1904="1"/><sheets><sheet r:id="rId1"/></sheets></workbook>',
  });
  expect(rows).toEqual([['2026-11-26']]);
});

test('cells stand where the workbook says, and rows keep their numbers', async () => {
  const rows = await workbook('<row r="3"><c r="C3"><v>1</v></c><c r="B3"><v>2</v></c></row>');
  expect(rows).toEqual([[], [], ['', '2', '1']]);
});

test('the first sheet with content is read, hidden ones are not', async () => {
  const full = (text: string) => `<row r="1"><c r="A1" t="str"><v>${text}</v></c></row>`;
  const list = (state: string) =>
    `<workbook><sheets><sheet state="${state}" r:id="rId1"/><sheet r:id="rId2"/><sheet r:id="rId3"/></sheets></workbook>`;
  const sheets = [full('first'), '<row r="1"/>', full('third')];
  expect(await workbook({ sheets, workbook: list('visible') })).toEqual([['first']]);
  expect(await workbook({ sheets, workbook: list('veryHidden') })).toEqual([['third']]);
});

test.each([
  ['rows', 'a\n'.repeat(101), 'fileRows:100'],
  ['columns', 'a;'.repeat(11), 'fileColumns:10'],
  ['signs in a cell', 'a'.repeat(201), 'fileCell:200'],
])('more %s than are asked for are refused with their limit', async (_what, file, problem) => {
  expect(await rowsOf(file)).toBe(problem);
});

/** Cells as people and attackers write them: formulas, quotes, separators, letters of ours. */
const cellText = fc
  .array(
    fc.constantFrom(
      ...'=+-@\'";,\t\r\n <>&_x000D_'.split(''),
      '_x0041_',
      'ә',
      'Ст3',
      '=HYPERLINK(1)',
      '＝',
      '1',
    ),
    { maxLength: 8 },
  )
  .map((signs) => signs.join('').trim().normalize('NFC'));
const aTable = fc
  .array(fc.array(cellText, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  .filter(
    (rows) =>
      rows.every((row) => row[0] !== '' && row.at(-1) !== '') && !rows[0]?.[0]?.startsWith('sep='),
  );

test.each(['xlsx', 'csv'] as const)(
  'whatever a cell holds, our own %s file gives it back unchanged',
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(aTable, async (rows) => {
        const head = ['code', 'text', 'more', 'last'];
        const { bytes } = writeTable(kind, { name: 'List', rows: [head, ...rows] });
        expect(await rowsOf(bytes)).toEqual([head, ...rows]);
      }),
      { numRuns: 200 },
    );
  },
);

test('no cell of a CSV file of ours begins as a formula, and numbers stay numbers', () => {
  fc.assert(
    fc.property(cellText, (cell) => {
      const text = writeTable('csv', { name: 'x', rows: [[cell]] }).bytes.toString('utf8');
      expect(text.slice(1)).not.toMatch(/^"?[=+\-@＝\t]/);
    }),
  );
  const { bytes } = writeTable('csv', { name: 'x', rows: [[-5, '-5']] });
  expect(bytes.toString()).toBe("\uFEFF-5;'-5\r\n");
});

test('a text in a workbook of ours is typed as text, never as a formula', async () => {
  const { bytes } = writeTable('xlsx', { name: 'x', rows: [['=1+1', -5]] });
  expect(await rowsOf(bytes)).toEqual([['=1+1', '-5']]);
  expect(bytes.includes('<f>')).toBe(false);
});

test('random bytes never end in an error of ours', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom('', 'PK\x03\x04', '<'),
      async (noise, head) => {
        expect(await rowsOf(Buffer.concat([Buffer.from(head), noise]))).toBeDefined();
      },
    ),
    { numRuns: 500 },
  );
});

test('a workbook with any one byte changed is read or refused, never an error of ours', async () => {
  const { bytes } = writeTable('xlsx', {
    name: 'x',
    rows: [
      ['code', 'sku'],
      ['A-1', 'SH-1'],
    ],
  });
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const changed = Buffer.from(bytes);
      changed[at] = ((changed[at] ?? 0) + by) % 256;
      expect(await rowsOf(changed)).toBeDefined();
    }),
    { numRuns: 500 },
  );
});
