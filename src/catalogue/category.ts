import { type Form, type SizeName, sizeNames, termsOfForm } from './form.ts';
import { foldText } from './fold-text.ts';

/** What is sold under one heading; a group has no parent, a category lies in a group. */
export type Category = {
  code: string;
  parentCode: string | null;
  /** The last part of its address, `/c/…`. */
  slug: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  /** The form whose table the category shows; `null` where several forms lie together. */
  form: Form | null;
  /** Products whose weights add up towards a price break (R8); `null` for groups. */
  tierGroup: string | null;
};

type Names = readonly [en: string, ru: string, kk: string];

const group = (code: string, names: Names): Category => ({
  code,
  parentCode: null,
  slug: slugOf(code),
  form: null,
  tierGroup: null,
  nameEn: names[0],
  nameRu: names[1],
  nameKk: names[2],
});

const inGroup =
  (parentCode: string) =>
  (code: string, form: Form | null, tierGroup: string, names: Names): Category => ({
    code,
    parentCode,
    slug: slugOf(code),
    form,
    tierGroup,
    nameEn: names[0],
    nameRu: names[1],
    nameKk: names[2],
  });

/** The last part of a category's address: `beam_B` is `beam-b`. */
export function slugOf(code: string): string {
  return code.toLowerCase().replaceAll('_', '-');
}

const reinforcement = inGroup('reinforcement');
const beams = inGroup('beams');
const channels = inGroup('channels');
const angles = inGroup('angles');
const bars = inGroup('bars');
const sheets = inGroup('sheets');
const pipes = inGroup('pipes');
const hollow = inGroup('hollow');
const stainless = inGroup('stainless');
const nonFerrous = inGroup('non_ferrous');

/** The tree of what we sell, in the order in which it is shown: ten groups over the price groups of the nomenclature. */
export const categories: readonly Category[] = [
  group('reinforcement', [
    'Rebar, wire and mesh',
    'Арматура, проволока, сетка',
    'Арматура, сым, тор',
  ]),
  reinforcement('rebar_a500c', 'rebar', 'rebar', [
    'Rebar A500C',
    'Арматура А500С',
    'А500С арматурасы',
  ]),
  reinforcement('rebar_a400', 'rebar', 'rebar', ['Rebar A400', 'Арматура А400', 'А400 арматурасы']),
  reinforcement('rebar_a240', 'rebar', 'rebar', [
    'Plain rebar A240',
    'Арматура гладкая А240',
    'А240 тегіс арматурасы',
  ]),
  reinforcement('wire_rod', 'wire_rod', 'rebar', ['Wire rod', 'Катанка', 'Катанка']),
  reinforcement('wire', 'wire', 'wire', ['Wire', 'Проволока', 'Сым']),
  reinforcement('mesh', 'mesh', 'wire', ['Welded mesh', 'Сетка сварная', 'Дәнекерленген тор']),

  group('beams', ['Beams', 'Балки двутавровые', 'Қос таврлы арқалықтар']),
  beams('beam_slope', 'beam', 'beams', [
    'I-beams, sloped flanges',
    'Балки с уклоном полок',
    'Сөресі көлбеу арқалықтар',
  ]),
  beams('beam_B', 'beam', 'beams', [
    'Beams B, normal',
    'Балки Б, нормальные',
    'Б арқалықтары, қалыпты',
  ]),
  beams('beam_Sh', 'beam', 'beams', [
    'Beams Sh, wide flange',
    'Балки Ш, широкополочные',
    'Ш арқалықтары, кең сөрелі',
  ]),
  beams('beam_K', 'beam', 'beams', [
    'Beams K, column',
    'Балки К, колонные',
    'К арқалықтары, бағаналық',
  ]),
  beams('beam_M', 'beam', 'beams', [
    'Beams M, monorail',
    'Балки М, монорельсовые',
    'М арқалықтары, монорельстік',
  ]),
  beams('beam_EN', 'beam', 'beams', [
    'IPE, HEA and HEB beams',
    'Балки IPE, HEA, HEB',
    'IPE, HEA, HEB арқалықтары',
  ]),

  group('channels', ['Channels', 'Швеллеры', 'Швеллерлер']),
  channels('channel', 'channel', 'channels', [
    'Hot-rolled channels',
    'Швеллер горячекатаный',
    'Ыстықтай илемделген швеллер',
  ]),
  channels('channel_bent', 'channel_bent', 'channels', [
    'Bent channels',
    'Швеллер гнутый',
    'Иілген швеллер',
  ]),

  group('angles', ['Angles', 'Уголки', 'Бұрыштамалар']),
  angles('angle', 'angle', 'angles', [
    'Equal angles',
    'Уголок равнополочный',
    'Тең сөрелі бұрыштама',
  ]),
  angles('angle_unequal', 'angle', 'angles', [
    'Unequal angles',
    'Уголок неравнополочный',
    'Тең емес сөрелі бұрыштама',
  ]),

  group('bars', ['Bars', 'Сортовой прокат', 'Сұрыптық илем']),
  bars('round_bar', 'round_bar', 'bars', ['Round bars', 'Круг', 'Дөңгелек']),
  bars('square_bar', 'square_bar', 'bars', ['Square bars', 'Квадрат', 'Шаршы']),
  bars('hex_bar', 'hex_bar', 'bars', ['Hex bars', 'Шестигранник', 'Алтықырлы']),
  bars('flat_bar', 'flat_bar', 'bars', ['Flat bars', 'Полоса', 'Жолақ']),

  group('sheets', ['Sheet and plate', 'Листовой прокат', 'Табақ илем']),
  sheets('sheet_hot', 'sheet', 'sheets', [
    'Hot-rolled sheet',
    'Лист горячекатаный',
    'Ыстықтай илемделген табақ',
  ]),
  sheets('sheet_cold', 'sheet', 'sheets', [
    'Cold-rolled sheet',
    'Лист холоднокатаный',
    'Суықтай илемделген табақ',
  ]),
  sheets('sheet_zinc', 'sheet', 'coated', [
    'Galvanised sheet',
    'Лист оцинкованный',
    'Мырышталған табақ',
  ]),
  sheets('sheet_checkered', 'checkered_sheet', 'sheets', [
    'Checkered sheet',
    'Лист рифлёный',
    'Бедерлі табақ',
  ]),
  sheets('sheet_pvl', 'expanded_sheet', 'sheets', ['Expanded sheet', 'Лист ПВЛ', 'ПВЛ табағы']),
  sheets('profiled', 'profiled_sheet', 'coated', ['Profiled sheet', 'Профнастил', 'Профнастил']),

  group('pipes', ['Pipes', 'Трубы', 'Құбырлар']),
  pipes('pipe_vgp', 'pipe_vgp', 'pipes', ['Water and gas pipes', 'Трубы ВГП', 'Су-газ құбырлары']),
  pipes('pipe_welded', 'pipe_welded', 'pipes', [
    'Welded pipes',
    'Трубы электросварные',
    'Электрмен дәнекерленген құбырлар',
  ]),
  pipes('pipe_seamless', 'pipe_seamless', 'pipes', [
    'Seamless pipes',
    'Трубы бесшовные',
    'Жіксіз құбырлар',
  ]),

  group('hollow', ['Hollow sections', 'Трубы профильные', 'Профильді құбырлар']),
  hollow('tube_square', 'tube_square', 'hollow', [
    'Square tubes',
    'Трубы квадратные',
    'Шаршы құбырлар',
  ]),
  hollow('tube_rect', 'tube_rect', 'hollow', [
    'Rectangular tubes',
    'Трубы прямоугольные',
    'Тікбұрышты құбырлар',
  ]),

  group('stainless', ['Stainless steel', 'Нержавеющая сталь', 'Тот баспайтын болат']),
  stainless('stainless_sheet', 'sheet', 'stainless', [
    'Stainless sheet',
    'Лист нержавеющий',
    'Тот баспайтын табақ',
  ]),
  stainless('stainless_long', null, 'stainless', [
    'Stainless bars and tubes',
    'Круг и труба нержавеющие',
    'Тот баспайтын шыбық пен құбыр',
  ]),

  group('non_ferrous', ['Non-ferrous metals', 'Цветные металлы', 'Түсті металдар']),
  nonFerrous('aluminium', 'sheet', 'aluminium', [
    'Aluminium sheet',
    'Лист алюминиевый',
    'Алюминий табақ',
  ]),
  nonFerrous('copper', 'round_bar', 'copper', ['Copper bars', 'Пруток медный', 'Мыс шыбық']),
  nonFerrous('brass', 'round_bar', 'copper', ['Brass bars', 'Пруток латунный', 'Жез шыбық']),
];

const named = categories.map((category) => ({
  category,
  names: [category.nameRu, category.nameKk, category.nameEn].map((name) =>
    foldText(name).split(' '),
  ),
}));

/**
 * The headings whose name in one of the three languages has all of these words,
 * each at least by its beginning: «труб проф» is «Трубы профильные». In the order
 * of the tree; none where nothing is asked.
 */
export function categoriesBegunBy(text: string): readonly Category[] {
  const asked = foldText(text).split(' ');
  if (asked.every((word) => word === '')) return [];
  return named
    .filter(({ names }) =>
      names.some((words) => asked.every((begun) => words.some((word) => word.startsWith(begun)))),
    )
    .map(({ category }) => category);
}

const byCode = new Map(categories.map((category) => [category.code, category]));

/** The category of a code; `undefined` when there is none. */
export function categoryOf(code: string): Category | undefined {
  return byCode.get(code);
}

/**
 * The sizes by which the goods of a category are chosen: those of its form, or
 * of all the forms in it where several lie together, in the order of the sizes.
 * All sizes where it is not said which forms lie there.
 */
export function sizesIn({ code, form }: { code: string; form: Form | null }): readonly SizeName[] {
  if (form) return termsOfForm(form).columns;
  const below = categories.filter((category) => category.parentCode === code);
  const forms = below.flatMap((category) => category.form ?? []);
  if (forms.length === 0 || forms.length < below.length) return sizeNames;
  return sizeNames.filter((name) => forms.some((each) => termsOfForm(each).columns.includes(name)));
}
