import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ArticleColumns,
  articleRowsOf,
  columnsByContent,
  columnsByHead,
  sampleOf,
  type GoodsMeant,
  isProblem,
  judgeArticles,
} from '../../src/customers/article-file.ts';
import type { CompanyArticle } from '../../src/customers/article.queries.ts';
import { articleKeyOf, readArticleCode } from '../../src/customers/company-article.ts';

test.each([
  ['case', 'ab-1', 'AB-1'],
  ['look-alike letters', 'АС-1', 'AC-1'],
  ['spaces', '10 20 30', '102030'],
  ['full-width digits', '１２', '12'],
])('%s does not tell two numbers apart', (_what, one, other) => {
  expect(articleKeyOf(one)).toBe(articleKeyOf(other));
});

test.each([
  ['a hyphen', '10-20', '1020'],
  ['a point', '10.20', '1020'],
  ['leading zeros', '007', '7'],
])('%s does', (_what, one, other) => {
  expect(articleKeyOf(one)).not.toBe(articleKeyOf(other));
});

test('a number is kept as written, with single spaces', () => {
  expect(readArticleCode('  АРМ   12 ')).toEqual({ ok: true, code: 'АРМ 12', key: 'apm12' });
  expect(readArticleCode(' \t ')).toEqual({ ok: false, problem: 'no-code' });
  expect(readArticleCode('x'.repeat(65))).toEqual({ ok: false, problem: 'long-code' });
});

test('whatever is kept fits where it is kept, and is found by what was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      const read = readArticleCode(text);
      if (!read.ok) return;
      expect(read.code).toBe(read.code.trim());
      expect(read.code.length).toBeLessThanOrEqual(64);
      expect(read.key.length).toBeLessThanOrEqual(64);
      expect(readArticleCode(read.code)).toEqual(read);
      expect(articleKeyOf(text)).toBe(read.key);
    }),
  );
});

const isOurs = (text: string) => /^SH-\d+$/.test(text);

describe('columns of a file', () => {
  test.each<[string, string[][], ArticleColumns | undefined]>([
    ['our own export', [['Own number', 'SKU', 'Name']], { hasHead: true, code: 0, goods: [1, 2] }],
    [
      'a Russian file, whatever its order',
      [['№', 'Наименование', 'Артикул', 'Свой номер']],
      { hasHead: true, code: 3, goods: [2, 1] },
    ],
    ['a Kazakh file', [['Өз нөмірі', 'Артикул']], { hasHead: true, code: 0, goods: [1] }],
    [
      '«Код» and «Номенклатура» of 1C',
      [['Код', 'Номенклатура']],
      { hasHead: true, code: 0, goods: [1] },
    ],
    ['brackets and case', [['КОД (SAP)', 'Штрих-код']], { hasHead: true, code: 0, goods: [1] }],
    [
      'empty rows before the head',
      [[], ['Own code', 'SKU']],
      { hasHead: true, code: 0, goods: [1] },
    ],
    [
      'no head, our SKU second',
      [
        ['A1', 'SH-1'],
        ['A2', 'SH-2'],
      ],
      { hasHead: false, code: 0, goods: [1] },
    ],
    [
      'no head, our SKU first',
      [
        ['SH-1', 'A1'],
        ['SH-2', 'A2'],
      ],
      { hasHead: false, code: 1, goods: [0] },
    ],
    [
      'nothing of ours',
      [
        ['A1', 'лист 3'],
        ['A2', 'лист 4'],
      ],
      { hasHead: false, code: 0, goods: [1] },
    ],
    ['one column', [['A1'], ['A2']], undefined],
    ['no rows', [], undefined],
  ])('are found in %s', (_what, rows, columns) => {
    expect(columnsByHead(rows) ?? columnsByContent(sampleOf(rows), isOurs)).toEqual(columns);
  });

  test('the surest of several is taken, row by row, and rows keep their numbers', () => {
    const rows = [
      ['Код', 'SKU', 'Name'],
      [],
      ['A', 'SH-1', 'x'],
      ['B', '', 'sheet 3'],
      ['', '', ''],
    ];
    expect(articleRowsOf(rows, { hasHead: true, code: 0, goods: [1, 2] })).toEqual([
      { row: 3, code: 'A', said: 'SH-1' },
      { row: 4, code: 'B', said: 'sheet 3' },
    ]);
  });
});

const product = (id: string) => ({ id, sku: id, nameEn: id, nameRu: id, nameKk: id });
const meant = new Map<string, GoodsMeant>([
  ['SH-1', product('1')],
  ['SH-2', product('2')],
  ['sheet', 'several'],
]);
const known = new Map<string, CompanyArticle>(
  [
    ['A-1', '1'],
    ['A-2', '2'],
  ].map(([code = '', productId = '']) => {
    const codeKey = articleKeyOf(code);
    return [codeKey, { ...product(productId), code, codeKey, productId, setAt: new Date(0) }];
  }),
);
const outcomesOf = (...rows: [code: string, said: string][]) =>
  judgeArticles(
    rows.map(([code, said], i) => ({ row: i + 2, code, said })),
    meant,
    known,
  ).map(({ outcome }) => outcome);

test.each([
  ['A-1', 'SH-1', 'same'],
  ['a-1', 'SH-1', 'respelled'],
  ['A-1', 'SH-2', 'other'],
  ['A-3', 'SH-1', 'new'],
  ['A-3', 'SH-9', 'unknown'],
  ['A-3', 'sheet', 'several'],
  ['A-3', '', 'no-goods'],
  ['', 'SH-1', 'no-code'],
  ['x'.repeat(65), 'SH-1', 'long-code'],
])('the row %s, %s is %s', (code, said, outcome) => {
  expect(outcomesOf([code, said])).toEqual([outcome]);
});

test('a number that stands twice counts once for one product and never for two', () => {
  expect(outcomesOf(['B', 'SH-1'], ['b', 'SH-1'])).toEqual(['new', 'twice']);
  expect(outcomesOf(['B', 'SH-1'], ['b', 'SH-2'])).toEqual(['twice', 'twice']);
  expect(outcomesOf(['B', 'SH-1'], ['b', 'SH-9'])).toEqual(['twice', 'unknown']);
});

test('of any file each number is imported once at most, and only for what the file says', () => {
  const cell = fc.constantFrom('A-1', 'a-1', 'A-2', 'B', 'b', '', 'SH-1', 'SH-2', 'SH-9', 'sheet');
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 12 }), (rows) => {
      const judged = judgeArticles(
        rows.map(([code, said], i) => ({ row: i + 1, code, said })),
        meant,
        known,
      );
      const taken = judged.filter(({ outcome }) => !isProblem(outcome) || outcome === 'other');
      const keys = taken.map(({ code }) => articleKeyOf(code));
      expect(new Set(keys).size).toBe(keys.length);
      for (const { said, meant: goods } of taken) expect(goods).toBe(meant.get(said));
      expect(judged.length).toBe(rows.length);
    }),
  );
});
