import type { Meaning } from '../../src/catalogue/reading/meaning.ts';
import { type Part, parts, says } from '../../src/catalogue/reading/parts.ts';
import type { Figures } from '../figures.ts';
import { useFigures, useWords } from '../language.tsx';
import type { Words } from '../words/en.ts';
import { Icon } from './icon.tsx';

export type UnderstoodShown = {
  meaning: Meaning;
  /** Words that nobody understood, with the text without each. */
  unread: readonly { word: string; rest: string | undefined }[];
  /** The text without a part, where it can be left out alone. */
  without: Partial<Record<Part, string>>;
};

/** Each thing understood, so that the reader sees how he was read and can take it back. */
export const Understood = ({ meaning, unread, without }: UnderstoodShown) => {
  const words = useWords();
  const figures = useFigures();
  const { catalogue, assortment } = words;
  const said = parts.filter((part) => says(meaning, part));
  if (said.length + unread.length === 0) return null;
  return (
    <span class="chips" aria-label={catalogue.understoodAs}>
      <span class="meta">{catalogue.understoodAs}:</span>
      {said.map((part) => (
        <Chip
          kind={assortment.understood[part]}
          what={toldOf(part, meaning, words, figures)}
          rest={without[part]}
        />
      ))}
      {unread.map(({ word, rest }) => (
        <Chip kind={assortment.understood.words} what={word} rest={rest || undefined} />
      ))}
    </span>
  );
};

const Chip = ({ kind, what, rest }: { kind: string; what: string; rest: string | undefined }) => {
  const { catalogue } = useWords();
  const told = (
    <>
      <small class="meta">{kind}</small> {what}
    </>
  );
  if (rest === undefined) return <span class="chip">{told}</span>;
  return (
    <a
      class="chip"
      href={`/search?q=${encodeURIComponent(rest)}`}
      aria-label={catalogue.removeFilter(`${kind} ${what}`)}
    >
      {told} <Icon name="x" />
    </a>
  );
};

function toldOf(part: Part, meaning: Meaning, words: Words, figures: Figures): string {
  const { form, series = [], number, profile, designation, grade, gradeCategory } = meaning;
  const { standard, coating, zinc, colour, lengthMm, lengthRangeMm, quantity } = meaning;
  const told: Record<Part, () => (string | undefined)[]> = {
    form: () => [form && words.spokenForms[form]],
    number: () => [designation, profile, number && numberOf(number, series)],
    size: () => [sizeOf(meaning, figures)],
    grade: () => [grade && (gradeCategory ? `${grade}-${gradeCategory}` : grade)],
    standard: () => [standard],
    coating: () => [coating && words.assortment.coatings[coating], zinc, colour],
    length: () => [
      lengthMm === undefined ? undefined : figures.lengthM(lengthMm),
      lengthRangeMm?.map((each) => figures.lengthM(each)).join('–'),
      meaning.lengthKind && words.assortment.lengthKinds[meaning.lengthKind],
    ],
    quantity: () => [quantity && figures.quantity(quantity)],
  };
  return told[part]()
    .filter((one) => one !== undefined && one !== '')
    .join(' ');
}

/** 30Б1 in one word, HEB 200 the other way round. */
function numberOf(number: string, series: readonly string[]): string {
  const said = series.join('/');
  return /^[A-Z]/u.test(said) ? `${said} ${number}` : `${number}${said}`;
}

function sizeOf(meaning: Meaning, figures: Figures): string {
  const { heightUm, widthUm, thicknessUm, diametersUm = [], boreMm, cellUm = [] } = meaning;
  const { sheetWidthMm, sheetLengthMm } = meaning;
  const um = (sizes: readonly (number | undefined)[]) =>
    sizes.filter((size) => size !== undefined).map((size) => figures.bare.um(size));
  const diameters = um(diametersUm).join('/');
  const bore = boreMm === undefined ? [] : [`DN ${boreMm}`];
  const sheet = [sheetWidthMm, sheetLengthMm]
    .filter((side) => side !== undefined)
    .map((side) => figures.bare.mm(side));
  const isSheet = heightUm === undefined && widthUm === undefined;
  const wall = um([thicknessUm]);
  return [
    ...bore,
    ...um(cellUm),
    ...(diameters === '' ? [] : [diameters]),
    ...um([heightUm, widthUm]),
    ...wall,
    ...(isSheet ? sheet : []),
  ].join('×');
}
