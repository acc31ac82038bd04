import type { Language } from '../platform/db/schema.ts';
import type { NewProduct } from './product.ts';
import { designationIn, gradeIn, lengthIn } from './trade-writing.ts';

type Named = Pick<
  NewProduct,
  'categoryCode' | 'form' | 'designation' | 'grade' | 'lengthKind' | 'stockLengthMm'
>;

/** What a product of a category is called; names.md §2. Kazakh terms await a native trader's reading. */
const NOUNS: Record<string, { en: string; kk: string }> = {
  rebar_a500c: { en: 'Rebar', kk: 'Арматура' },
  rebar_a400: { en: 'Rebar', kk: 'Арматура' },
  rebar_a240: { en: 'Plain rebar', kk: 'Тегіс арматура' },
  wire_rod: { en: 'Wire rod', kk: 'Катанка' },
  wire: { en: 'Wire', kk: 'Сым' },
  mesh: { en: 'Welded mesh', kk: 'Дәнекерленген тор' },
  beam_slope: { en: 'Beam', kk: 'Қос таврлы арқалық' },
  beam_B: { en: 'Beam', kk: 'Қос таврлы арқалық' },
  beam_Sh: { en: 'Beam', kk: 'Қос таврлы арқалық' },
  beam_K: { en: 'Beam', kk: 'Қос таврлы арқалық' },
  beam_M: { en: 'Beam', kk: 'Қос таврлы арқалық' },
  beam_EN: { en: 'Beam', kk: 'Қос таврлы арқалық' },
  channel: { en: 'Channel', kk: 'Швеллер' },
  channel_bent: { en: 'Bent channel', kk: 'Иілген швеллер' },
  angle: { en: 'Angle', kk: 'Бұрыштама' },
  angle_unequal: { en: 'Unequal angle', kk: 'Тең емес сөрелі бұрыштама' },
  round_bar: { en: 'Round bar', kk: 'Дөңгелек' },
  square_bar: { en: 'Square bar', kk: 'Шаршы' },
  hex_bar: { en: 'Hex bar', kk: 'Алтықырлы' },
  flat_bar: { en: 'Flat bar', kk: 'Жолақ' },
  pipe_vgp: { en: 'Water and gas pipe', kk: 'Су-газ құбыры' },
  pipe_welded: { en: 'Welded pipe', kk: 'Электрмен дәнекерленген құбыр' },
  pipe_seamless: { en: 'Seamless pipe', kk: 'Жіксіз құбыр' },
  tube_square: { en: 'Square tube', kk: 'Шаршы профильді құбыр' },
  tube_rect: { en: 'Rectangular tube', kk: 'Тікбұрышты профильді құбыр' },
  sheet_cold: { en: 'Cold-rolled sheet', kk: 'Суықтай илемделген табақ' },
  sheet_zinc: { en: 'Sheet', kk: 'Табақ' },
  sheet_hot: { en: 'Hot-rolled sheet', kk: 'Ыстықтай илемделген табақ' },
  sheet_checkered: { en: 'Checkered sheet', kk: 'Бедерлі табақ' },
  sheet_pvl: { en: 'Expanded sheet', kk: 'Кесіп-созылған табақ' },
  profiled: { en: 'Profiled sheet', kk: 'Профнастил' },
  stainless_sheet: { en: 'Stainless sheet', kk: 'Тот баспайтын табақ' },
  aluminium: { en: 'Aluminium sheet', kk: 'Алюминий табақ' },
  copper: { en: 'Copper bar', kk: 'Мыс шыбық' },
  brass: { en: 'Brass bar', kk: 'Жез шыбық' },
};
const STAINLESS_TUBE = { en: 'Stainless tube', kk: 'Тот баспайтын профильді құбыр' };
const STAINLESS_BAR = { en: 'Stainless round bar', kk: 'Тот баспайтын дөңгелек' };
const TYING_WIRE = { en: 'Tying wire', kk: 'Байлау сымы' };

/**
 * The name of a product in English or Kazakh: what it is, size, grade and how
 * its lengths run, as in "Rebar 12 A500C 11.7 m". The Russian name is the trader's own.
 */
export function productName(language: 'en' | 'kk', product: Named): string {
  const { lengthKind, stockLengthMm } = product;
  const length = {
    measured: stockLengthMm === null ? '' : lengthIn(language, stockLengthMm),
    random: language === 'en' ? 'random length' : 'өлшенбеген ұзындық',
    coil: language === 'en' ? 'coil' : 'орам',
    sheet: '',
  }[lengthKind];
  return [
    nounOf(product)[language],
    designationIn(language, product.designation),
    gradeIn(language, product.grade),
    length,
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * The trader's Russian name without remarks that are not part of it ("(под
 * заказ)"): whether it is to order is the stock class, what its price is for is the sale unit.
 */
export function russianName(written: string): string {
  return written.replace(/ \((?:под заказ|цена за [^)]*)\)/g, '').trim();
}

function nounOf(product: Named): Record<Exclude<Language, 'ru'>, string> {
  if (product.categoryCode === 'stainless_long') {
    return product.form === 'round_bar' ? STAINLESS_BAR : STAINLESS_TUBE;
  }
  if (product.form === 'wire' && product.grade === 'ОК') return TYING_WIRE;
  return NOUNS[product.categoryCode] ?? { en: 'Metal', kk: 'Металл' };
}
