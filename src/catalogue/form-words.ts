import { foldText } from './fold-text.ts';
import type { Form } from './form.ts';

/** Beginnings of the words by which buyers name a form, in Russian, Kazakh and English (names.md §2), the narrower form first. */
const STEMS: readonly (readonly [Form | 'tube', string])[] = [
  ['mesh', 'сетк тор mesh рабиц'],
  ['checkered_sheet', 'рифл чечевиц ромб бедерл checker tread'],
  ['expanded_sheet', 'пвл просечн pvl expanded'],
  ['profiled_sheet', 'профнаст профлист гофр profiled corrugated'],
  ['wire_rod', 'катанк wire-rod wirerod'],
  ['tube', 'профильн профтруб квадратн прямоуголн шаршы-құбыр shs rhs hollow'],
  ['pipe_vgp', 'вгп водогазо су-газ'],
  ['pipe_seamless', 'бесшов б/ш бш жіксіз seamless smls трубабесш'],
  ['pipe_welded', 'э/с эс эсв электросв дәнекерленген-құбыр welded erw'],
  ['channel_bent', 'гнут иілген bent'],
  ['rebar', 'арматур армтур орматур арм-ра rebar armatura'],
  ['angle', 'угол угал бұрыш angle'],
  ['channel', 'швел шв channel upn upe'],
  ['beam', 'балк двутавр арқалық beam ipe hea heb hem'],
  ['hex_bar', 'шестигр алтықыр hex'],
  ['square_bar', 'квадрат шаршы square'],
  ['flat_bar', 'полос жолақ flat strip'],
  ['round_bar', 'круг прут дөңгелек round шыбық'],
  ['sheet', 'лист табақ қаңылтыр sheet plate'],
  ['wire', 'проволок сым wire'],
];
/** Short words are whole words: «тор» is mesh, «торг» is not. */
const WHOLE_WORD_LENGTH = 3;

const stems = STEMS.flatMap(([form, words]) =>
  words.split(' ').map((word) => ({ form, stem: foldText(word) })),
);

/**
 * The form that a buyer's words name and the words that named it. A hollow section
 * is square when its two sides are equal or only one is said. `undefined` for
 * "труба" alone: welded or seamless is for the buyer to say (names.md §3).
 */
export function formOfWords(
  words: readonly string[],
  sizes: readonly (readonly number[])[],
): { form: Form | undefined; named: readonly string[] } {
  const matches = stems.flatMap(({ form, stem }) =>
    words.filter((word) => names(word, stem)).map((word) => ({ form, word })),
  );
  const [first] = matches;
  if (!first) return { form: undefined, named: [] };
  const named = matches.map((match) => match.word);
  if (first.form !== 'tube') return { form: first.form, named };
  const [height, width, wall] = sizes.find((size) => size.length > 1) ?? [];
  const isRect = wall !== undefined && height !== width;
  return { form: isRect ? 'tube_rect' : 'tube_square', named };
}

const names = (word: string, stem: string) =>
  stem.length <= WHOLE_WORD_LENGTH ? word === stem : word.startsWith(stem);
