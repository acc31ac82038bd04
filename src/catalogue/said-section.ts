import { millimetresOf } from '../measures/length.ts';
import { type Dimensions, noDimensions, readDimensions } from './dimensions.ts';
import { type DimensionName, dimensionNames, type Form, isForm } from './form.ts';
import type { Reference } from './nomenclature.ts';
import type { Meaning, SpokenForm } from './reading/meaning.ts';
import type { SaidSection } from './table-rows.ts';

/** One way in which a buyer's words can be weighed. */
export type Readable = SaidSection & {
  designation: string;
  dimensions: Dimensions;
  /** Of a sheet: what its standard prints for a square metre. */
  tableMassMgPerM2?: number | undefined;
};

/** What people name that is several of our forms, or another. Electrodes and flanges are weighed by the piece. */
const OURS: Partial<Record<SpokenForm, readonly Form[]>> = {
  pipe: ['pipe_welded', 'pipe_seamless', 'pipe_vgp'],
  pipe_spiral: ['pipe_welded'],
  plate: ['sheet'],
  coil: ['sheet'],
};
const PATTERNS = ['lentil', 'diamond'] as const;
const EXPANDED_MARK = /^(?:ПВЛ|PVL)?\s*(\d{3})$/iu;

/** Every form, size and pattern that the words can mean; none where they name no form of ours. */
export function readableAs(said: Meaning, tables: Reference): Readable[] {
  const { form } = said;
  if (form === undefined) return [];
  const isChequered = form === 'sheet' && PATTERNS.some((pattern) => pattern === said.surface);
  const ours = isChequered ? (['checkered_sheet'] as const) : (OURS[form] ?? [form].filter(isForm));
  return ours.flatMap((each) => readableAsForm(each, said, tables));
}

type Reader = (said: Meaning, tables: Reference) => Readable[];

/** Forms that are not known by their section alone. */
const READERS: Partial<Record<Form, Reader>> = {
  sheet: (said, tables) => [printedSheet(said, tables)],
  checkered_sheet: chequered,
  expanded_sheet: expanded,
  profiled_sheet: profiled,
  mesh: (said) => [readable('mesh', said, { ...diameter(said), ...cells(said), ...face(said) })],
  // «Труба 57×3,5» is no water pipe: those are called by their bore.
  pipe_vgp: (said) =>
    said.form === 'pipe' && said.boreMm === undefined ? [] : bySize('pipe_vgp', said),
};

const readableAsForm = (form: Form, said: Meaning, tables: Reference): Readable[] =>
  READERS[form]?.(said, tables) ?? bySize(form, said);

/** Bars, pipes and sections; of a choice of diameters each is one. */
function bySize(form: Form, said: Meaning): Readable[] {
  const diameters = said.diametersUm ?? [undefined];
  const numbers = numbersOf(said);
  return diameters.flatMap((diameterUm) =>
    numbers.map((number) => ({
      ...readable(form, said, { ...sides(form, said), diameterUm }),
      number,
    })),
  );
}

function readable(
  form: Form,
  said: Meaning,
  sizes: { [name in DimensionName]?: number | undefined },
): Readable {
  const known: Partial<Dimensions> = {};
  const dimensions = { ...noDimensions };
  for (const name of dimensionNames) {
    const size = sizes[name];
    if (size === undefined) continue;
    known[name] = size;
    dimensions[name] = size;
  }
  return {
    form,
    dimensions,
    designation: written(dimensions),
    standard: said.standard,
    sizes: known,
  };
}

/** The sizes as the trade writes them: 50×50×5, 57×3.5, 4×1500×6000. */
function written(dimensions: Dimensions): string {
  const { heightUm, widthUm, thicknessUm, diameterUm, boreMm } = dimensions;
  const { cellWidthUm, cellHeightUm, sheetWidthMm, sheetLengthMm } = dimensions;
  const um = [cellWidthUm, cellHeightUm, diameterUm, heightUm, widthUm, thicknessUm].flatMap(
    (size) => (size === null ? [] : [millimetresOf(size)]),
  );
  const bore = boreMm === null || diameterUm !== null ? [] : [boreMm];
  const mm = [sheetWidthMm, sheetLengthMm].filter((size) => size !== null);
  return [...bore, ...um, ...mm].join('×');
}

/** Square and round things have one side; a bent channel and an angle have one thickness all over. */
function sides(form: Form, said: Meaning) {
  const { heightUm, widthUm, thicknessUm, boreMm } = said;
  const isEven = form === 'angle' || form === 'channel_bent';
  return {
    ...{ heightUm, thicknessUm, boreMm },
    widthUm: form === 'hex_bar' || form === 'square_bar' ? undefined : widthUm,
    flangeThicknessUm: isEven ? thicknessUm : said.flangeThicknessUm,
  };
}

/** The numbers under which a table has what was said: 20П, HEB 200, W12x26; of several series each is one. */
export function numbersOf({ number, series = [], designation }: Meaning): (string | undefined)[] {
  if (designation !== undefined) return [designation];
  if (number === undefined) return [undefined];
  if (series.length === 0) return [number];
  return series.map((one) => (/^[A-Z]+$/u.test(one) ? `${one} ${number}` : number + one));
}

const diameter = ({ diametersUm: [diameterUm] = [] }: Meaning) => ({ diameterUm });
const cells = ({ cellUm }: Meaning) => ({ cellWidthUm: cellUm?.[0], cellHeightUm: cellUm?.[1] });
const face = ({ sheetWidthMm, sheetLengthMm }: Meaning) => ({ sheetWidthMm, sheetLengthMm });

/** Hot before cold rolled, where nobody said which: they weigh the same. */
function printedSheet(said: Meaning, tables: Reference): Readable {
  const { thicknessUm, process } = said;
  const mark = millimetresOf(thicknessUm ?? 0);
  const kinds = process === 'cold_rolled' ? ['sheet_cold'] : ['sheet_hot', 'sheet_cold'];
  const printed = kinds.map((kind) => tables.sheets.get(`${kind} ${mark}`)).find(Boolean);
  return {
    ...readable('sheet', said, { thicknessUm, ...face(said) }),
    tableMassMgPerM2: printed?.massMgPerM2,
  };
}

/** Lentils and diamonds weigh differently; not said, it is both. */
function chequered(said: Meaning, tables: Reference): Readable[] {
  const { thicknessUm, surface } = said;
  const patterns = PATTERNS.filter(
    (pattern) => !PATTERNS.some((one) => one === surface) || pattern === surface,
  );
  return patterns.map((pattern) => {
    const plain = readable('checkered_sheet', said, { thicknessUm, ...face(said) });
    const mark = millimetresOf(thicknessUm ?? 0);
    return {
      ...plain,
      designation: `${plain.designation} ${pattern === 'lentil' ? 'чечевица' : 'ромб'}`,
      tableMassMgPerM2: tables.sheets.get(`sheet_checkered_${pattern} ${mark}`)?.massMgPerM2,
    };
  });
}

/** ПВЛ 406 is a mark and no width. */
function expanded(said: Meaning, tables: Reference): Readable[] {
  const [, mark] = EXPANDED_MARK.exec(said.number ?? said.designation ?? '') ?? [];
  if (mark === undefined) return [];
  return [
    {
      ...readable('expanded_sheet', said, face(said)),
      designation: `ПВЛ ${mark}`,
      tableMassMgPerM2: tables.sheets.get(`expanded_sheet ПВЛ ${mark}`)?.massMgPerM2,
    },
  ];
}

/** С21 of 0.5 mm: the profile knows its height and its useful width. */
function profiled(said: Meaning): Readable[] {
  const { profile = said.designation ?? '', thicknessUm } = said;
  const designation = `${profile} ${millimetresOf(thicknessUm ?? 0)}`;
  const dimensions = readDimensions('profiled_sheet', designation);
  if (!dimensions || thicknessUm === undefined) return [];
  return [{ form: 'profiled_sheet', designation, dimensions, sizes: {}, standard: said.standard }];
}
