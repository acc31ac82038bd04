import type { Language } from '../platform/db/schema.ts';

/**
 * How the things are called whose importance is asked, by the item that rates them: after
 * the wordings of the items (1.2); the Kazakh waits for a native reader like theirs.
 */
export const attributeNames: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  AE1: {
    en: 'staff who want to solve your problem',
    ru: 'желание сотрудников решить вашу проблему',
    kk: 'қызметкерлердің мәселеңізді шешуге ынтасы',
  },
  AE2: {
    en: 'a quick answer to quotes and orders',
    ru: 'быстрая обработка заявок и заказов',
    kk: 'өтінімдер мен тапсырыстарды жылдам өңдеу',
  },
  AE4: { en: 'the width of the range', ru: 'широта ассортимента', kk: 'ассортименттің кеңдігі' },
  AE5: {
    en: 'quick loading at the yard',
    ru: 'быстрая погрузка на складе',
    kk: 'қоймада жылдам тиеу',
  },
  AE6: { en: 'the quality of the metal', ru: 'качество металла', kk: 'металл сапасы' },
  TFC1: {
    en: 'quick help with defects and shortages',
    ru: 'быстрое решение по браку и недостаче',
    kk: 'ақау мен кем жеткізуді жылдам шешу',
  },
  TFC2: {
    en: 'professional service',
    ru: 'профессиональное обслуживание',
    kk: 'кәсіби қызмет көрсету',
  },
  AI1: {
    en: 'quick and exact answers about prices, stock and documents',
    ru: 'быстрые и точные ответы о ценах, остатках и документах',
    kk: 'баға, қалдық және құжаттар туралы жылдам әрі дәл жауап',
  },
  AI2: {
    en: 'knowing where your metal is on the road',
    ru: 'сведения о том, где ваш металл в пути',
    kk: 'металлыңыздың жолда қай жерде екенін білу',
  },
  AI3: { en: 'delivery on time', ru: 'доставка в срок', kk: 'уақытында жеткізу' },
  O2O1: {
    en: 'convenient buying online',
    ru: 'удобная покупка через интернет',
    kk: 'интернет арқылы ыңғайлы сатып алу',
  },
  O2O3: { en: 'easy payment on the site', ru: 'простая оплата на сайте', kk: 'сайтта оңай төлеу' },
  SUS1: { en: 'favourable prices', ru: 'выгодные цены', kk: 'тиімді бағалар' },
};
