import type { Language, Unit } from '../src/platform/db/schema.ts';

/** The short words that stand behind a number. `Intl` has neither the tonne nor the piece. */
const unitWords = {
  en: { pcs: 'pcs', m: 'm', m2: 'm²', kg: 'kg', t: 't', mm: 'mm', kgPerM: 'kg/m' },
  ru: { pcs: 'шт', m: 'м', m2: 'м²', kg: 'кг', t: 'т', mm: 'мм', kgPerM: 'кг/м' },
  kk: { pcs: 'дана', m: 'м', m2: 'м²', kg: 'кг', t: 'т', mm: 'мм', kgPerM: 'кг/м' },
} as const;

/** Plain `ru` would print KZT for ₸, and plain `en` would put the month before the day. */
const locales = {
  en: { numbers: 'en', dates: 'en-GB', month: 'short' },
  ru: { numbers: 'ru-KZ', dates: 'ru-KZ', month: '2-digit' },
  kk: { numbers: 'kk-KZ', dates: 'kk-KZ', month: '2-digit' },
} as const;

const KILOBYTE = 1024;
const MEGABYTE = KILOBYTE * KILOBYTE;
const fileUnits = {
  en: { kilo: 'KB', mega: 'MB' },
  ru: { kilo: 'КБ', mega: 'МБ' },
  kk: { kilo: 'КБ', mega: 'МБ' },
} as const;

const MINOR_PER_TENGE = 100;
const MICRO = 1_000_000;
const MILLI = 1000;
const MINUS = '−';
const MS_PER_MINUTE = 60_000;
const MINUTES_PER_HOUR = 60;
const HOURS_PER_DAY = 24;
/** From two days on, hours say little. */
const HOURS_MAX = 48;

/** A value as people of one language read it. Amounts in minor units, weights in grams, lengths in millimetres. */
export type Figures = ReturnType<typeof makeFigures>;

function numbersOf(language: Language) {
  const { numbers } = locales[language];
  const made = new Map<string, Intl.NumberFormat>();
  return (value: number, min: number, max = min, more: Intl.NumberFormatOptions = {}): string => {
    const key = `${min} ${max} ${more.style ?? ''}`;
    const known = made.get(key);
    const format =
      known ??
      new Intl.NumberFormat(numbers, {
        minimumFractionDigits: min,
        maximumFractionDigits: max,
        // What rounds to nothing has no sign: "−0,00" is no amount.
        signDisplay: 'negative',
        ...more,
      });
    if (!known) made.set(key, format);
    return format.format(value).replace('-', MINUS);
  };
}

function datesOf(language: Language) {
  const { dates, month } = locales[language];
  const day = { day: '2-digit', month, year: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const date = new Intl.DateTimeFormat(dates, { ...day, timeZone: 'UTC' });
  const dateLong = new Intl.DateTimeFormat(dates, {
    dateStyle: language === 'en' ? 'long' : 'medium',
    timeZone: 'UTC',
  });
  const dateWritten = new Intl.DateTimeFormat(dates, { dateStyle: 'long', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(dates, { ...day, ...clock, timeZone: 'Asia/Almaty' });
  const time = new Intl.DateTimeFormat(dates, { ...clock, timeZone: 'Asia/Almaty' });
  const ago = new Intl.RelativeTimeFormat(dates, { numeric: 'always' });
  return {
    /** A trading day, given as `YYYY-MM-DD`: it has no time zone, so none is applied. */
    date: (onDay: string) => date.format(Date.parse(`${onDay}T00:00:00Z`)),
    /** The same with the month in words, for letters and page heads. */
    dateLong: (onDay: string) => dateLong.format(Date.parse(`${onDay}T00:00:00Z`)),
    /** The same with the whole name of the month, for the head of a document. */
    dateWritten: (onDay: string) => dateWritten.format(Date.parse(`${onDay}T00:00:00Z`)),
    /** Day and time of a moment, in Almaty. */
    moment: (at: Date) => moment.format(at),
    /** The same of a moment at which something ends: midnight is 24:00 of the day before, which still counts. */
    momentUntil: (at: Date) =>
      time.format(at) === '00:00'
        ? moment.format(at.getTime() - MS_PER_MINUTE).replace('23:59', '24:00')
        : moment.format(at),
    /** How long ago something was, in minutes (one at least), hours up to two days, then days: "3 hours ago". */
    ago: (since: Date, now: Date) => {
      const minutes = Math.max(1, Math.floor((now.getTime() - since.getTime()) / MS_PER_MINUTE));
      const hours = Math.floor(minutes / MINUTES_PER_HOUR);
      if (hours === 0) return ago.format(-minutes, 'minute');
      if (hours < HOURS_MAX) return ago.format(-hours, 'hour');
      return ago.format(-Math.floor(hours / HOURS_PER_DAY), 'day');
    },
    /** Time of day of a moment, in Almaty: how fresh a number is. */
    time: (at: Date) => time.format(at),
  };
}

/** Numbers alone, for columns whose unit stands in the head. */
function bareOf(number: ReturnType<typeof numbersOf>) {
  /** From 1 000 ₸ the tiyin are not shown; below, they are when there are any. */
  const money = (minor: number) => {
    const tenge = minor / MINOR_PER_TENGE;
    const decimals = Math.abs(tenge) >= 1000 || minor % MINOR_PER_TENGE === 0 ? 0 : 2;
    return number(tenge, decimals);
  };
  /** From 100 kg whole kilograms, below one decimal. */
  const kg = (massG: number) => number(massG / 1000, Math.abs(massG) >= 100_000 ? 0 : 1);
  return {
    money,
    /** To the tiyin, for what must add up. */
    moneyExact: (minor: number) => number(minor / MINOR_PER_TENGE, 2),
    /** A price in millionths of a tenge: to the tiyin, or to all six decimals where it is finer. */
    priceMicro: (micro: number) => number(micro / MICRO, micro % (MICRO / 100) === 0 ? 2 : 6),
    /** A quantity in millionths of its unit: three decimals, or all six where it is finer. */
    quantityMicro: (micro: number) => number(micro / MICRO, micro % (MICRO / 1000) === 0 ? 3 : 6),
    kg,
    /** Kilograms to the gram, for papers whose masses must add up. */
    massExact: (massG: number) => number(massG / 1000, 3),
    /** Whole tenge. */
    perTonne: (minorPerTonne: number) => number(minorPerTonne / MINOR_PER_TENGE, 0),
    /** Whole tenge from 100 ₸, below one decimal. */
    perMetre: (minorPerM: number) =>
      number(minorPerM / MINOR_PER_TENGE, Math.abs(minorPerM) >= 100 * MINOR_PER_TENGE ? 0 : 1),
    /** Three decimals, so that a kilogram can be seen. */
    t: (massG: number) => number(massG / 1_000_000, 3),
    kgPerM: (mgPerM: number) => number(mgPerM / 1_000_000, 3),
    m: (lengthMm: number) => number(lengthMm / 1000, 0, 3),
    mm: (lengthMm: number) => number(lengthMm, 0),
    /** A size in micrometres, as millimetres with the decimals it has. */
    um: (sizeUm: number) => number(sizeUm / 1000, 0, 3),
    count: (value: number) => number(value, 0),
  };
}

function makeFigures(language: Language) {
  const number = numbersOf(language);
  const bare = bareOf(number);
  const units = unitWords[language];
  // English keeps the plain space that its readers' software expects; the others never break a number from its unit.
  const gap = language === 'en' ? ' ' : '\u00a0';
  const withUnit = (value: string, unit: string) => `${value}${gap}${unit}`;
  const tenge = (amount: string) => {
    if (language !== 'en') return `${amount}\u00a0₸`;
    return amount.startsWith(MINUS) ? `${MINUS}₸${amount.slice(1)}` : `₸${amount}`;
  };
  const amountOf: Record<Unit, (amountMilli: number) => string> = {
    pcs: (milli) => number(milli / 1000, 0, 3),
    m: (milli) => number(milli / 1000, 0, 3),
    m2: (milli) => number(milli / 1000, 0, 3),
    kg: (milli) => number(milli / 1000, 0, 3),
    t: (milli) => number(milli / 1000, 3),
  };
  return {
    bare,
    units,
    /** Any number: as many decimals as are asked for, at most. */
    number: (value: number, decimalsMax = 2) => number(value, 0, decimalsMax),
    /** An amount in minor units; from 1 000 ₸ rounded to whole tenge for reading. */
    money: (minor: number) => tenge(bare.money(minor)),
    /** The same amount to the tiyin, for documents and for what must add up. */
    moneyExact: (minor: number) => tenge(bare.moneyExact(minor)),
    /** An amount to its hundredth in the currency that a bank names; ₸ for tenge. */
    moneyIn: (minor: number, currency: string) =>
      currency === 'KZT'
        ? tenge(bare.moneyExact(minor))
        : `${bare.moneyExact(minor)}\u00a0${currency}`,
    /** Tenge as they are typed into a field: the tiyin only where there are any. */
    typedMoney: (minor: number) =>
      (minor / MINOR_PER_TENGE).toFixed(minor % MINOR_PER_TENGE === 0 ? 0 : 2),
    /** A quantity as it is typed into a field: with the language's decimal mark, without groups. Thousandths of the unit. */
    typedQuantity: (milli: number) =>
      language === 'en' ? `${milli / MILLI}` : `${milli / MILLI}`.replace('.', ','),
    /** The price of a tonne, whole tenge. */
    unitPrice: (minorPerTonne: number) => `${tenge(bare.perTonne(minorPerTonne))}/${units.t}`,
    /** The price of a metre: whole tenge from 100 ₸, else one decimal. */
    pricePerM: (minorPerM: number) => `${tenge(bare.perMetre(minorPerM))}/${units.m}`,
    /** A weight in kilograms: whole from 100 kg, else one decimal. */
    massKg: (massG: number) => withUnit(bare.kg(massG), units.kg),
    /** A weight in tonnes, always three decimals. */
    massT: (massG: number) => withUnit(bare.t(massG), units.t),
    kgPerM: (mgPerM: number) => withUnit(bare.kgPerM(mgPerM), units.kgPerM),
    /** A length in metres with the decimals it has. */
    lengthM: (lengthMm: number) => withUnit(bare.m(lengthMm), units.m),
    /** A length of a cut, in millimetres. */
    lengthMm: (lengthMm: number) => withUnit(bare.mm(lengthMm), units.mm),
    pieces: (count: number) => withUnit(bare.count(count), units.pcs),
    /** A share in basis points, at most two decimals: 1600 is 16 %. */
    percent: (bp: number) => number(bp / 10_000, 0, 2, { style: 'percent' }),
    /** What the buyer said, in thousandths of the unit he said it in. */
    quantity: (said: { amountMilli: number; unit: Unit }) =>
      withUnit(amountOf[said.unit](said.amountMilli), units[said.unit]),
    /** How large a file is: kilobytes up to a megabyte, then megabytes with one decimal. */
    bytes: (size: number) =>
      size < MEGABYTE
        ? withUnit(number(Math.max(1, Math.round(size / KILOBYTE)), 0), fileUnits[language].kilo)
        : withUnit(number(size / MEGABYTE, 1), fileUnits[language].mega),
    ...datesOf(language),
  };
}

const figures = { en: makeFigures('en'), ru: makeFigures('ru'), kk: makeFigures('kk') };

/**
 * Numbers, money, weights, lengths and days as a reader of the language expects
 * them. Formatted on the server only, since browsers know no Kazakh. The Intl
 * objects are made once, for the life of the process.
 */
export function figuresFor(language: Language): Figures {
  return figures[language];
}
