import { pattern, take, takeTwice, takeWords } from './folded.ts';
import type { Draft } from './meaning.ts';
import { stem, whole } from './words.ts';

/** What the words name; several together make the form: «труба» with «проф». */
export type Named =
  | 'not-metal'
  | 'disc'
  | 'electrode'
  | 'flange'
  | 'mesh'
  | 'profiled_sheet'
  | 'expanded_sheet'
  | 'coil'
  | 'plate'
  | 'sheet'
  | 'wire_rod'
  | 'tube'
  | 'square'
  | 'pipe'
  | 'pipe_vgp'
  | 'pipe_seamless'
  | 'pipe_welded'
  | 'pipe_spiral'
  | 'bent'
  | 'channel'
  | 'angle'
  | 'beam'
  | 'hex_bar'
  | 'flat_bar'
  | 'round_bar'
  | 'rebar'
  | 'wire'
  | 'deformed';

/** Things beside which our words stand without meaning our metal, or that are of something else. */
const NOT_METAL = stem(
  [
    'бетон|кирпич|цемент|песок|щебен|газоблок|concrete|brick|шифер|рубероид|штукатур|гипсокарт|маячк',
    'доска|доски|брус|фанер|кругляк|пиломатер|вагонк|древес|ламинат',
    'кабел|cable|пеноплас|утеплит|краск|бумаг|картон|обои|поликарбонат|оргстек|текстолит|резин',
    'пластик|полипропил|полиэтил|асбест|москитн|стеклосет|балкон',
    'задвижк|вентил|клапан|запорн|трубопроводн|радиатор|насос',
    'шпунт|рельс|канат|отрезн|шлифовальн|зачистн|лепестков|труборез|трубогиб|листогиб|арматурщик',
  ].join('|'),
);
/** Beside a metal they are what it comes with or is for: «труба ВГП 20 с муфтой». */
const FASTENERS = pattern(
  '(?<![\\p{L}\\d])(?<!(?:с|под|для|без|with|for)\\s)(?:муфт|болт|гайк|шайб|саморез|гвозд|анкер|шпильк|винт|дюбел|заклепк|хомут)\\p{L}*',
);
const NOT_METAL_WORDS = whole(
  'пвх|пнд|ппр|осб|osb|дсп|двп|мдф|уголь|угля|профил\\p{L}*\\s+(?:пп|пн|пс)',
);

const NAMES: readonly (readonly [Named, RegExp])[] = [
  ['not-metal', NOT_METAL],
  ['not-metal', NOT_METAL_WORDS],
  ['not-metal', FASTENERS],
  ['disc', stem('диск(?!рет)|disc|disk')],
  ['electrode', stem('электрод|electrode')],
  ['flange', stem('фланец|фланц|flange')],
  ['mesh', stem('сетк|setk|рабиц|mesh')],
  ['mesh', whole('тор|торы')],
  // «ВР3 (15х15)»: wire and cells, as the price lists write a mesh.
  ['mesh', pattern('(?=(?<!\\p{L})вр\\s?-?\\s?[3-6]\\s*\\(\\s*\\d+x\\d+\\s*\\))')],
  [
    'profiled_sheet',
    pattern(
      '^(?=\\s*(?:с(?:8|10|21|44)|нс(?:35|44)|н(?:57|60|75|114)|мп(?:20|35))(?![\\p{L}\\d]))',
    ),
  ],
  ['profiled_sheet', stem('профнаст|профлист|гофр|металлопрофил|profnast|profiled|corrugated')],
  ['expanded_sheet', stem('пвл|просечн|expanded')],
  ['coil', stem('рулон|штрипс|coil')],
  ['plate', stem('плита|плиты|плит|plate')],
  ['wire_rod', stem('катанк|katank|wire[- ]?rod|шыбық темір')],
  ['tube', stem('профтр|проф\\.?\\s?тр|профильн|профильді|прямоугольн|төртбұрыш|профил|hollow')],
  ['tube', whole('проф|shs|rhs|гн□|гн\\s?□|тр\\.?\\s?кв|кв\\.?\\s?тр')],
  ['square', stem('квадр|шаршы|kvadrat|square')],
  ['square', whole('кв')],
  ['pipe_vgp', stem('вгп|водогаз|су-газ')],
  ['pipe_seamless', stem('(?:труба)?бесш|жіксіз|seamless|smls')],
  ['pipe_seamless', whole('б\\/ш|бш')],
  ['pipe_spiral', stem('спиралеш|спирал|spiral')],
  ['pipe_welded', stem('электросв|дәнекерленген|welded|erw')],
  ['pipe_welded', whole('э\\/с|эс|эсв|э\\/св|п\\/ш|пш')],
  ['pipe_welded', stem('прямошов')],
  ['bent', stem('гнут|иілген|bent')],
  ['bent', whole('гн')],
  ['channel', stem('швел|shvel|channel')],
  ['channel', whole('шв')],
  ['channel', pattern('^\\s*\\[')],
  ['angle', stem('угол|уголк|ugol|бұрыш|angle')],
  ['angle', whole('уг')],
  ['angle', pattern('[∟∠]|(?<![\\p{L}\\d])l(?=\\s?\\d+x)')],
  ['beam', stem('балк|двутавр|dvutavr|balk|арқалық|қос таврлы|beam')],
  ['beam', pattern('(?<![\\p{L}\\d])i(?=\\s?\\d{2,3}(?!\\d|x))')],
  ['hex_bar', stem('шестигр|алтықыр|hex')],
  ['flat_bar', stem('полос|polos|жолақ|flat')],
  ['round_bar', stem('круг|krug|прут(?!к)|пруток|дөңгелек|шыбық|round')],
  ['rebar', stem('армат|armat|арм-ра|rebar')],
  ['wire', stem('проволок|provolok|сым|wire')],
  ['pipe', stem('труб|trub|құбыр|pipe|tube')],
  ['pipe', whole('тр')],
  ['sheet', stem('лист|list|табақ|қаңылтыр|sheet')],
  // Л63 is a brass.
  ['sheet', whole('л(?!(?:63|68|80|90)(?!\\d))')],
  ['deformed', stem('рифл|deformed|checker|бедерл')],
];

const SHEETS = pattern('(?<![\\d.x/])(\\d{1,5})\\s?(листа|листов|sheets|табақтан)(?!\\p{L})');
const ONE_SHEET = pattern('(?<![\\d.x/])(1)\\s?(?:лист|sheet)(?!\\p{L})');
const SHEET = stem('лист|плит|sheet|plate');

/** «10 листов» counts, before «лист» is a form; «1 лист» only where the form was named apart. */
function readSheetCount(draft: Draft): Draft {
  const count = ([, sheets]: readonly string[]) => ({
    quantity: { amountMilli: Number(sheets) * 1000, unit: 'pcs' as const },
  });
  const counted = take(draft, SHEETS, count);
  if (counted !== draft) return counted;
  const one = take(draft, ONE_SHEET, count);
  return one.text.search(SHEET) >= 0 ? one : draft;
}

/** Finds the words that name a form and takes them out. */
export function takeNames(draft: Draft): { draft: Draft; names: ReadonlySet<Named> } {
  const names = new Set<Named>();
  let read = readSheetCount(draft);
  if (read.said.quantity) names.add('sheet');
  for (const [name, found] of NAMES) {
    read = takeTwice(read, found, () => {
      names.add(name);
      return {};
    });
  }
  read = takeWords(read, stem('bar(?![a-z])'), {});
  return { draft: read, names };
}

/** Whether a word means something as it stands, so that it needs no mending. */
export const isName = (word: string): boolean =>
  NAMES.some(([, found]) => ` ${word} `.search(found) >= 0);
