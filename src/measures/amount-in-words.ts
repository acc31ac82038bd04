/** Languages that amounts are written out in. */
type Spoken = 'en' | 'ru' | 'kk';

/** A counted noun: Russian wants three forms and a gender, English two; Kazakh nouns never change. */
type Noun = { gender: 'm' | 'f'; one: string; few: string; many: string };

type Speech = {
  zero: string;
  minus: string;
  /** The words of 1 to 999 before a noun of this gender, in their order. */
  belowThousand: (value: number, gender: Noun['gender']) => string[];
  formOf: (count: number, noun: Noun) => string;
  /** What a group of three digits counts, from the thousands upwards. */
  scales: readonly Noun[];
};

const noun = (one: string, few = one, many = few, gender: Noun['gender'] = 'm'): Noun => ({
  gender,
  one,
  few,
  many,
});

/** What amounts are counted in: the money and its hundredth. Another currency is a row more. */
const currencies = {
  KZT: {
    en: { major: noun('tenge'), minor: noun('tiyin') },
    ru: { major: noun('тенге'), minor: noun('тиын') },
    kk: { major: noun('теңге'), minor: noun('тиын') },
  },
  RUB: {
    en: { major: noun('rouble', 'roubles'), minor: noun('kopeck', 'kopecks') },
    ru: {
      major: noun('рубль', 'рубля', 'рублей'),
      minor: noun('копейка', 'копейки', 'копеек', 'f'),
    },
    kk: { major: noun('рубль'), minor: noun('копейка') },
  },
} as const satisfies Record<string, Record<Spoken, { major: Noun; minor: Noun }>>;

const MINOR_PER_MAJOR = 100;
/** As much as is written out: ten trillion of the money, in hundredths. */
const LARGEST_MINOR = 1e15;

const words = (text: string) => text.split(' ');

const english = {
  small: words(
    '- one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  ),
  tens: words('- - twenty thirty forty fifty sixty seventy eighty ninety'),
};

const russian = {
  small: words(
    '- один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать',
  ),
  feminine: words('- одна две'),
  tens: words('- - двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто'),
  hundreds: words('- сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот'),
};

const kazakh = {
  ones: words('- бір екі үш төрт бес алты жеті сегіз тоғыз'),
  tens: words('- он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан'),
};

/** The word of a digit; `undefined` for nothing and for what a list does not have. */
const wordIn = (list: readonly string[], digit: number) => {
  const word = list[digit];
  return word === '-' ? undefined : word;
};

const said = (parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined);

function englishBelowThousand(value: number): string[] {
  const hundreds = wordIn(english.small, Math.trunc(value / 100));
  const rest = value % 100;
  const ten = wordIn(english.tens, Math.trunc(rest / 10));
  const one = wordIn(english.small, ten === undefined ? rest : rest % 10);
  const tail = ten !== undefined && one !== undefined ? `${ten}-${one}` : (ten ?? one);
  return said([hundreds && `${hundreds} hundred`, tail]);
}

function russianBelowThousand(value: number, gender: Noun['gender']): string[] {
  const rest = value % 100;
  const ten = wordIn(russian.tens, Math.trunc(rest / 10));
  const last = ten === undefined ? rest : rest % 10;
  const one = (gender === 'f' && wordIn(russian.feminine, last)) || wordIn(russian.small, last);
  return said([wordIn(russian.hundreds, Math.trunc(value / 100)), ten, one]);
}

/** «Бір жүз» and «бір мың» with their one, as laws write sums: nothing can be put before them later. */
function kazakhBelowThousand(value: number): string[] {
  const hundreds = wordIn(kazakh.ones, Math.trunc(value / 100));
  return said([
    hundreds && `${hundreds} жүз`,
    wordIn(kazakh.tens, Math.trunc(value / 10) % 10),
    wordIn(kazakh.ones, value % 10),
  ]);
}

function russianForm(count: number, { one, few, many }: Noun): string {
  const lastTwo = count % 100;
  const last = count % 10;
  if (lastTwo > 10 && lastTwo < 20) return many;
  if (last === 1) return one;
  return last > 1 && last < 5 ? few : many;
}

const speeches: Record<Spoken, Speech> = {
  en: {
    zero: 'zero',
    minus: 'minus',
    belowThousand: englishBelowThousand,
    formOf: (count, { one, many }) => (count === 1 ? one : many),
    scales: [noun('thousand'), noun('million'), noun('billion'), noun('trillion')],
  },
  ru: {
    zero: 'ноль',
    minus: 'минус',
    belowThousand: russianBelowThousand,
    formOf: russianForm,
    scales: [
      noun('тысяча', 'тысячи', 'тысяч', 'f'),
      noun('миллион', 'миллиона', 'миллионов'),
      noun('миллиард', 'миллиарда', 'миллиардов'),
      noun('триллион', 'триллиона', 'триллионов'),
    ],
  },
  kk: {
    zero: 'нөл',
    minus: 'минус',
    belowThousand: kazakhBelowThousand,
    formOf: (_, { one }) => one,
    scales: [noun('мың'), noun('миллион'), noun('миллиард'), noun('триллион')],
  },
};

/**
 * An amount as documents write it out, so that no digit can be added to it:
 * «Один миллион двести тысяч один тенге 05 тиын». Minor units, down to the
 * hundredth, which stays in figures; a negative amount begins with its minus.
 * Throws a RangeError on what is not a whole number or beyond 10^15.
 */
export function amountInWords(
  amountMinor: number,
  language: Spoken,
  currency: keyof typeof currencies = 'KZT',
): string {
  if (!Number.isInteger(amountMinor) || Math.abs(amountMinor) > LARGEST_MINOR)
    throw new RangeError(`no words for an amount of ${amountMinor}`);
  const speech = speeches[language];
  const { major, minor } = currencies[currency][language];
  const size = Math.abs(amountMinor);
  const whole = Math.trunc(size / MINOR_PER_MAJOR);
  const hundredths = size % MINOR_PER_MAJOR;
  const text = [
    ...(amountMinor < 0 ? [speech.minus] : []),
    ...wordsOf(whole, major, speech),
    speech.formOf(whole, major),
    String(hundredths).padStart(2, '0'),
    speech.formOf(hundredths, minor),
  ].join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function wordsOf(whole: number, counted: Noun, speech: Speech): string[] {
  if (whole === 0) return [speech.zero];
  const thousands = Math.trunc(whole / 1000);
  return [
    ...scaledWords(thousands, 0, speech),
    ...speech.belowThousand(whole % 1000, counted.gender),
  ];
}

/** The words of so many thousands, millions and so on, the largest first. */
function scaledWords(count: number, scale: number, speech: Speech): string[] {
  const named = speech.scales[scale];
  if (count === 0 || !named) return [];
  const group = count % 1000;
  return [
    ...scaledWords(Math.trunc(count / 1000), scale + 1, speech),
    ...(group === 0
      ? []
      : [...speech.belowThousand(group, named.gender), speech.formOf(group, named)]),
  ];
}
