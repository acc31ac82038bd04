import { micrometresOf } from '../measures/length.ts';
import type { Quantity } from '../measures/quantity.ts';
import { foldText } from './fold-text.ts';
import { type Form, forms } from './form.ts';
import { cataloguedGrade } from './grade-names.ts';
import type { NewProduct } from './product.ts';
import type { Meaning, SpokenForm } from './reading/meaning.ts';
import { readDescription } from './reading/read-meaning.ts';

/** What a buyer typed, as it is looked for; what he did not say is absent and not invented. */
export type SearchPhrase = {
  /** Folded words and numbers of tables that stay to be found in the key: "20п", "ipe", "200". */
  words: readonly string[];
  /** Sizes in micrometres in the order in which the trade writes them: 50×50×5 is [50000, 50000, 5000]. */
  sizes: readonly (readonly number[])[];
  /** Numbers of tables one of which is meant: 30б1, 30б2. */
  choice?: readonly string[];
  grade?: string;
  /** As it was said, without a year where none was; its words stand among the words, too. */
  standard?: string;
  form?: Form;
  quantity?: Quantity;
  lengthMm?: number;
  /** Where no one length was said but how it runs: cut as it comes, or in coils. */
  lengthKind?: 'random' | 'coil';
};

/** What our forms call otherwise, or do not tell apart; the word is looked for in the key. */
const WIDER: Partial<Record<SpokenForm, { form?: Form; word?: string }>> = {
  pipe: { word: 'труба' },
  pipe_spiral: { form: 'pipe_welded' },
  plate: { form: 'sheet' },
  coil: { word: 'рулон' },
  disc: { word: 'диск' },
  electrode: { word: 'электрод' },
  flange: { word: 'фланец' },
};
/** Words of the key that stand for what was said beside the form. */
const SURFACES: Record<string, string> = { lentil: 'чечев', diamond: 'ромб' };
const MATERIALS = ['нерж', 'алюм', 'латун', 'медн', 'бронз', 'свинц'].map(foldText);
/** The beginning of an SKU, which is no description: REBAR-84c0. */
const CODE = /(?<![\p{L}\d])[a-z]{3,}-(?=[\da-f]*\d)(?=[\da-f]*[a-f])[\da-f]{4,}(?![\p{L}\d])/giu;
/** Words that say nothing about the metal. */
const FILLERS = new Set(
  'по и в на для с от до за или нужен нужна нужно надо мне нам есть сколько почем срочно пожалуйста добрый день здравствуйте керек маған бар need please for of and the with'
    .split(' ')
    .map(foldText),
);

/**
 * Understands what a buyer types into the search field: «уголок 50х50х5 12шт»,
 * «A500 12 2т», «труба 57*3,5», «швеллер 20П». Never fails; nonsense is words.
 */
export function readSearchPhrase(text: string): SearchPhrase {
  const codes = text.match(CODE) ?? [];
  const { meaning, unread, sizesUm, isFormSaid } = readDescription(text.replaceAll(CODE, ' '));
  const { form: _, ...formless } = meaning;
  const phrase = searchPhraseOf(isFormSaid ? meaning : formless, text);
  return {
    ...phrase,
    words: [
      ...phrase.words,
      ...codes.map((code) => foldText(code)),
      ...unread
        .flatMap((one) => foldText(one).split(' '))
        .filter((one) => one !== '' && !FILLERS.has(one)),
    ],
    sizes: isFormSaid ? phrase.sizes : sizesUm,
  };
}

/** What was meant, as it is looked for; `text` holds words of the material that no grade says. */
export function searchPhraseOf(meaning: Meaning, text = ''): SearchPhrase {
  const { grade, standard, quantity, lengthMm } = meaning;
  const { form, word } = ourForm(meaning);
  return {
    words: [
      ...(word === undefined ? [] : [foldText(word)]),
      ...tableWords(meaning),
      ...keyWords(meaning, text),
    ],
    sizes: sizesOf(meaning),
    ...(grade === undefined ? {} : { grade: cataloguedGrade(grade) }),
    ...(standard === undefined ? {} : { standard }),
    ...(form === undefined ? {} : { form }),
    ...choiceOf(meaning),
    ...(quantity === undefined ? {} : { quantity }),
    ...(lengthMm === undefined ? {} : { lengthMm }),
    ...lengthKindOf(meaning),
  };
}

function ourForm({ form: spoken, surface }: Meaning): { form?: Form | undefined; word?: string } {
  if (spoken === undefined) return {};
  if (spoken === 'sheet' && SURFACES[surface ?? ''] !== undefined)
    return { form: 'checkered_sheet' };
  return WIDER[spoken] ?? { form: forms.find((form) => form === spoken) };
}

/** «немера», «бухта»; a range of lengths says more than our goods do. */
function lengthKindOf(meaning: Meaning): Pick<SearchPhrase, 'lengthKind'> {
  const { lengthMm, lengthRangeMm, lengthKind, supply } = meaning;
  if (supply === 'coil') return { lengthKind: 'coil' };
  const isRandom = lengthKind === 'random' && lengthMm === undefined && lengthRangeMm === undefined;
  return isRandom ? { lengthKind: 'random' } : {};
}

/** Of several series each with the number is a choice. */
const choiceOf = ({ number = '', series = [] }: Meaning): { choice?: readonly string[] } =>
  series.length > 1 ? { choice: series.map((one) => foldText(number + one)) } : {};

/** The number of a beam or channel with its series, where it is one. */
function tableWords({ number, series = [], profile, designation }: Meaning): string[] {
  const said = [profile, designation].flatMap((one) =>
    one === undefined ? [] : foldText(one).split(' '),
  );
  if (number === undefined) return said;
  const [first, ...more] = series;
  if (first === undefined) return [...said, foldText(number)];
  if (more.length > 0) return said;
  const isLatin = /^[A-Z]+$/u.test(first);
  return [...said, ...(isLatin ? [foldText(first), foldText(number)] : [foldText(number + first)])];
}

/** Words that the key has for standard, coating, surface, material and use. */
function keyWords(meaning: Meaning, text: string): string[] {
  const { standard, coating, zinc, surface = '', use, colour, grade } = meaning;
  const { form, sheetWidthMm, sheetLengthMm } = meaning;
  const folded = foldText(text);
  const material = grade === undefined ? MATERIALS.filter((word) => folded.includes(word)) : [];
  return [
    ...(standard === undefined ? [] : foldText(standard).split(' ')),
    ...(coating === 'zinc' ? [foldText('оц')] : []),
    ...(zinc === undefined ? [] : [foldText(zinc)]),
    ...(form === 'mesh' && sheetWidthMm !== undefined && sheetLengthMm !== undefined
      ? [foldText(`${sheetWidthMm / 1000}x${sheetLengthMm / 1000}`)]
      : []),
    ...(SURFACES[surface] === undefined ? [] : [foldText(SURFACES[surface])]),
    ...(use === 'tying' ? [foldText('вязальн')] : []),
    ...(colour === undefined ? [] : foldText(colour).split(' ')),
    ...material,
  ];
}

/** The sizes of a form as the trade strings them together: h×b×s, d×s, s×width×length; a choice of diameters is several. */
function sizesOf(meaning: Meaning): number[][] {
  const { heightUm, widthUm, thicknessUm, diametersUm = [], boreMm, cellUm } = meaning;
  const wall = thicknessUm === undefined ? [] : [thicknessUm];
  if (cellUm) return [[...cellUm, ...diametersUm]];
  if (diametersUm.length > 0) return diametersUm.map((diameterUm) => [diameterUm, ...wall]);
  if (boreMm !== undefined) return [[micrometresOf(boreMm), ...wall]];
  const sides = [heightUm, widthUm].filter((side) => side !== undefined);
  if (sides.length > 0) return [[...sides, ...wall]];
  const { sheetWidthMm, sheetLengthMm } = meaning;
  const sheet = [sheetWidthMm, sheetLengthMm]
    .filter((side) => side !== undefined)
    .map(micrometresOf);
  return wall.length > 0 ? [[...wall, ...sheet]] : [];
}

/**
 * The key by which a product is found: its SKU, names in three languages, size,
 * grade and standard in the one writing that typed words are folded to, with the
 * short size of an equal section ("50x5") and of a pipe by bore ("15x2.5").
 */
export function searchKeyOf(product: NewProduct): string {
  const { heightUm, widthUm, thicknessUm, boreMm } = product;
  const wall = thicknessUm === null ? '' : `x${thicknessUm / 1000}`;
  const isEqual = wall !== '' && heightUm !== null && heightUm === widthUm;
  return foldText(
    [
      product.sku,
      product.nameRu,
      product.nameEn,
      product.nameKk,
      product.designation,
      product.grade,
      product.standard,
      isEqual ? `${heightUm / 1000}${wall}` : '',
      boreMm === null ? '' : `${boreMm}${wall}`,
    ].join(' '),
  );
}
