import { pattern, takeWords, take } from './folded.ts';
import type { Meaning, Step } from './meaning.ts';

const EDGE = '(?<![\\p{L}\\d])';
const END = '\\p{L}*\\.?';

/** A word by how it begins, with whatever ending. */
export const stem = (beginnings: string): RegExp => pattern(`${EDGE}(?:${beginnings})${END}`);
/** A word or several as they are. */
export const whole = (words: string): RegExp => pattern(`${EDGE}(?:${words})(?!\\p{L})\\.?`);

/** Our cities in Russian and Kazakh, with the names they had. */
const CITIES: readonly (readonly [string, string])[] = [
  ['Алматы', 'алмат\\p{L}*|алма-ат\\p{L}*|almaty'],
  ['Астана', 'астан\\p{L}*|нур-султан\\p{L}*|astana'],
  ['Шымкент', 'шымкент\\p{L}*|чимкент\\p{L}*|shymkent'],
  ['Караганда', 'караганд\\p{L}*|қарағанды\\p{L}*|karagand[a-z]*'],
  ['Актобе', 'актобе\\p{L}*|ақтөбе\\p{L}*|aktobe'],
  ['Актау', 'актау|ақтау\\p{L}*|aktau'],
  ['Атырау', 'атырау\\p{L}*|atyrau'],
  ['Павлодар', 'павлодар\\p{L}*|pavlodar'],
  ['Костанай', 'кост?анай\\p{L}*|қостанай\\p{L}*|kostanay'],
  ['Кокшетау', 'кокшетау|көкшетау\\p{L}*|kokshetau'],
  ['Усть-Каменогорск', 'усть-каменогорск\\p{L}*|өскемен\\p{L}*|oskemen'],
  ['Семей', 'семей|семее|семипалатинск\\p{L}*|semey'],
  ['Тараз', 'тараз\\p{L}*|taraz'],
  ['Уральск', 'уральск\\p{L}*|орал|oral'],
  ['Петропавловск', 'петропавловск\\p{L}*|қызылжар'],
  ['Экибастуз', 'экибастуз\\p{L}*|екібастұз\\p{L}*'],
  ['Темиртау', 'темиртау|теміртау\\p{L}*'],
  ['Талдыкорган', 'талдыкорган\\p{L}*|талдықорған\\p{L}*'],
  ['Кызылорда', 'кызылорд\\p{L}*|қызылорда\\p{L}*'],
  ['Туркестан', 'туркестан\\p{L}*|түркістан\\p{L}*'],
  ['Жезказган', 'жезказган\\p{L}*|жезқазған\\p{L}*'],
];
const cities = CITIES.map(([city, names]) => ({ city, found: whole(`(?:в\\s+)?(?:${names})`) }));

const MAKERS: readonly (readonly [string, string])[] = [
  ['Северсталь', 'северстал\\p{L}*|severstal'],
  ['ММК', 'ммк|магнитк\\p{L}*|mmk'],
  ['НЛМК', 'нлмк|nlmk'],
  ['ЕВРАЗ', 'евраз|evraz'],
  ['Qarmet', 'qarmet|кармет|арселор\\p{L}*|arcelor[a-z]*'],
];
const makers = MAKERS.map(([maker, names]) => ({ maker, found: whole(names) }));

const PRICE_UNITS = [
  ['m', 'метр\\p{L}*|погонн\\p{L}* метр\\p{L}*|м|m'],
  ['t', 'тонн\\p{L}*|тн|т|t'],
  ['pcs', 'штук\\p{L}*|шт'],
  ['kg', 'кг|килограмм\\p{L}*'],
] as const;
const PRICE = 'цен[аыуе]|стоимость|баға\\p{L}*|price|price of';

/** What the buyer wants to know or have done, where he is, who rolled it: said beside the metal. */
export const readCircumstances: Step = (draft) => {
  let read = draft;
  for (const [priceUnit, words] of PRICE_UNITS) {
    read = takeWords(read, whole(`(?:${PRICE})\\s+за\\s+(?:1\\s*)?(?:${words})`), { priceUnit });
  }
  read = takeWords(read, whole('прайс[- ]?лист\\p{L}*|прайс|price ?list'), {
    intent: 'price_list',
  });
  read = takeWords(read, whole(PRICE), read.said.priceUnit ? {} : { intent: 'price' });
  read = takeWords(read, stem('купи|куплю|заказать|сатып|buy'), { intent: 'buy' });
  read = takeWords(read, stem('доставк|жеткіз|deliver'), { intent: 'delivery' });
  for (const { city, found } of cities) read = takeWords(read, found, { city });
  for (const { maker, found } of makers) read = takeWords(read, found, { maker });
  return read;
};

/** Words beside the form: coating, surface, how it was made and how it comes. */
const ATTRIBUTES: readonly (readonly [RegExp, Meaning])[] = [
  [stem('оцинк|мырышт|galvan|zinc|цинк'), { coating: 'zinc' }],
  [whole('оц'), { coating: 'zinc' }],
  [stem('черн(?:ая|ый|ое|ой|ые)'), { coating: 'none' }],
  [stem('горячекат|горячекатан|hot[- ]rolled|ыстықтай'), { process: 'hot_rolled' }],
  [whole('г\\/к|гк|hr'), { process: 'hot_rolled' }],
  [stem('холоднокат|cold[- ]rolled|суықтай'), { process: 'cold_rolled' }],
  [whole('х\\/к|хк|cr'), { process: 'cold_rolled' }],
  [stem('холоднодеф|холоднотян'), { process: 'cold_drawn' }],
  [whole('х\\/д|хд'), { process: 'cold_drawn' }],
  [stem('калибр'), { surface: 'cold_drawn' }],
  // Annealed, and no tonnes: «проволока вязальная 1,2 т/о».
  [whole('т\\/о|т\\/н'), {}],
  [stem('матов'), { surface: '2B' }],
  [stem('зеркальн'), { surface: 'BA' }],
  [stem('ромб|diamond'), { surface: 'diamond' }],
  [stem('чечевиц|lentil|жасымық'), { surface: 'lentil' }],
  [
    pattern(`${EDGE}тян\\p{L}*\\.?(?:\\s*в\\s+прут\\p{L}*)?|${EDGE}в\\s+прут\\p{L}*`),
    { supply: 'straightened_bar' },
  ],
  [stem('вязальн|вяз\\.|tying|binding'), { use: 'tying' }],
  [stem('алюмин|алюм\\.|дюрал|alumin'), { material: 'aluminium' }],
  [stem('свинец|свинц|lead'), { material: 'lead' }],
];

/** Words that say nothing more about the metal. */
const IDLE = [
  stem('нерж|stainless|тот баспайт'),
  stem('стальн|металл|metal|болат|сплав'),
  stem('латун|бронз|медн|медь|brass|copper|жез|мыс'),
  stem('монорельс|рифлен|кладочн|сварн|темір|strip'),
  whole('диаметр[іi]?|диаметр|диам|диа|dia|diameter|pn\\s*\\d+'),
];

/** Reads coating, surface, process, supply, material and use. */
export const readAttributes: Step = (draft) => {
  let read = draft;
  for (const [found, more] of ATTRIBUTES) read = takeWords(read, found, more);
  read = take(read, pattern(`${EDGE}([1-4]гп)(?!\\p{L})`), ([, surface = '']) => ({
    surface: surface.toUpperCase(),
  }));
  read = take(read, /(?<![a-z\d])z\s?(\d{2,3})(?!\d)/gu, ([, zinc]) => ({ zinc: `Z${zinc}` }));
  read = take(read, /(?<![a-z\d])ral\s?(\d{4})(?!\d)/gu, ([, ral]) => ({ colour: `RAL ${ral}` }));
  return read;
};

/** Takes out what says nothing more, once the form is known. */
export const dropIdleWords: Step = (draft) =>
  IDLE.reduce((read, found) => takeWords(read, found, {}), draft);
