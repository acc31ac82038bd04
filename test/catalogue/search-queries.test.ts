import path from 'node:path';
import { expect, test } from 'vitest';
import { readCsvFile } from '../../src/catalogue/data-files.ts';
import { type Form, forms } from '../../src/catalogue/form.ts';
import type { Meaning } from '../../src/catalogue/reading/meaning.ts';
import { readLines } from '../../src/catalogue/reading/read-lines.ts';

/** Rows of meaning: what the buyer wrote, and what he meant (names.md). */
const given = process.env['SEARCH_QUERIES_CSV'];
const rows = readCsvFile(given ?? path.join(import.meta.dirname, 'search_queries.csv'));

/** Follows from the grade, so it may stand there although nobody said it. */
const FOLLOWS = new Set(['class']);

const mm = (um: number | undefined) => (um === undefined ? undefined : um / 1000);
const one = <Item>(items: readonly Item[] | undefined) =>
  items && items.length === 1 ? items[0] : items;

/** A meaning in the words and units of the table. */
function inTheTable(meaning: Meaning): Record<string, unknown> {
  const { quantity, cellUm, lengthRangeMm } = meaning;
  const said = {
    form: meaning.form ?? null,
    h: mm(meaning.heightUm),
    b: mm(meaning.widthUm),
    s: mm(meaning.thicknessUm),
    d: one(meaning.diametersUm?.map((um) => um / 1000)),
    dn: meaning.boreMm,
    pn: meaning.pressureBar,
    number: meaning.number,
    series: one(meaning.series),
    designation: meaning.designation,
    profile: meaning.profile,
    grade: meaning.grade,
    grade_category: meaning.gradeCategory,
    grade_alt: meaning.gradeAlso,
    class: meaning.gradeClass,
    standard: meaning.standard,
    length_m: mm(meaning.lengthMm),
    length_kind: meaning.lengthKind,
    length_range_m: lengthRangeMm?.map((lengthMm) => lengthMm / 1000),
    cut: meaning.isCut,
    supply: meaning.supply,
    coil_mass_t: meaning.coilMassG === undefined ? undefined : meaning.coilMassG / 1_000_000,
    coating: meaning.coating,
    zinc: meaning.zinc,
    color: meaning.colour,
    surface: meaning.surface,
    process: meaning.process,
    delivery: meaning.delivery,
    temper: meaning.temper,
    material: meaning.material,
    schedule: meaning.schedule,
    maker: meaning.maker,
    mark: meaning.mark,
    use: meaning.use,
    width: meaning.sheetWidthMm,
    sheet_length: meaning.sheetLengthMm,
    cell: cellUm?.map((um) => um / 1000),
    corrugation_mm: meaning.corrugationMm,
    width_m: mm(meaning.coverWidthMm),
    qty: quantity && quantity.amountMilli / 1000,
    unit: quantity?.unit,
    city: meaning.city,
    intent: meaning.intent,
    price_unit: meaning.priceUnit,
  };
  const isMesh = meaning.form === 'mesh';
  const { width, sheet_length: length } = said;
  const sheet = isMesh && width !== undefined ? { sheet: [width, length] } : {};
  const stated = Object.entries({ ...said, ...sheet }).filter(
    ([key, value]) =>
      value !== undefined && !(isMesh && (key === 'width' || key === 'sheet_length')),
  );
  return Object.fromEntries(stated);
}

/** The category under which a text was found, for texts that name no form themselves. */
function contextOf(source: string): Form | undefined {
  const [, noun = ''] = /under (\S+)/.exec(source) ?? [];
  const named = readLines(noun)[0]?.meaning.form;
  return forms.find((form) => form === named);
}

function read(query: string, source: string): Record<string, unknown> {
  const lines = readLines(query, contextOf(source)).map(({ meaning }) => inTheTable(meaning));
  return lines.length > 1 ? { form: 'multi', lines } : (lines[0] ?? { form: null });
}

function differences(expected: Record<string, unknown>, got: Record<string, unknown>): string[] {
  const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
  return [...keys].flatMap((key) => {
    const [wanted, had] = [JSON.stringify(expected[key]), JSON.stringify(got[key])];
    if (wanted === had || (wanted === undefined && FOLLOWS.has(key))) return [];
    return [`${key}: expected ${wanted ?? 'nothing'}, got ${had ?? 'nothing'}`];
  });
}

/** What no reader can know: the card of 1×3 m that one shop keeps of this mesh was not said by the buyer. */
const UNSAID = ['q211'];

test('every text of the table means what it means, and what was not said is not invented', () => {
  const wrong = rows.flatMap(
    ({ id = '', query = '', source = '', meaning_json: meaning = '{}' }) => {
      const found = differences(JSON.parse(meaning), read(query, source));
      return found.length > 0 ? [{ id, query, found }] : [];
    },
  );

  expect(rows.length).toBeGreaterThan(0);
  const unknowable = given === undefined ? UNSAID : [];
  expect(wrong.filter(({ id }) => !unknowable.includes(id))).toEqual([]);
  expect(wrong.map(({ id }) => id)).toEqual(unknowable);
});
