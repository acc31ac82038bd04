import type { Language } from '../platform/db/schema.ts';

/** Cyrillic capitals and small letters that look like Latin ones, in step. */
const CYRILLIC_TWINS = 'АВСЕНКМОРТХУасеорху';
const LATIN_TWINS = 'ABCEHKMOPTXYaceopxy';
const CYRILLIC = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя';
const LATIN = 'a,b,v,g,d,e,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,yu,ya'.split(
  ',',
);
/** The words that marks of coatings and patterns hold. */
const WORDS: Record<string, { en: string; kk: string }> = {
  оц: { en: 'galvanised', kk: 'мырышталған' },
  ромб: { en: 'diamond', kk: 'ромб' },
  чечевица: { en: 'lentil', kk: 'жасымық' },
  Ду: { en: 'DN', kk: 'Ду' },
  ПВЛ: { en: 'PVL', kk: 'ПВЛ' },
};

/**
 * A designation as a language writes it: decimal point in English, comma in
 * Russian and Kazakh; the letters of a series in English are Latin (20Б1 is 20B1,
 * 20Ш1 is 20Sh1, 20У is 20U, Ду15 is DN15). For showing only; the designation
 * itself stays what the trade writes.
 */
export function designationIn(language: Language, designation: string): string {
  const written = designation.replace(/оц|ромб|чечевица|Ду|ПВЛ/g, (word) => wordIn(language, word));
  if (language !== 'en') return written.replace(/(\d)\.(\d)/g, '$1,$2');
  return written.replace(/[А-Яа-яЁё]+/g, (letters) =>
    // Profiles С21 and НС35 are known abroad by the look of their letters, the У of a channel by its sound.
    /^[СНМК]+$/.test(letters) ? twins(letters) : latin(letters),
  );
}

/**
 * A grade as a language writes it. In English a mark of look-alike letters only
 * keeps its look (А500С is A500C, 12Х18Н10Т is 12X18H10T), any other is
 * written by sound (09Г2С is 09G2S, Ст3сп5 is St3sp5). A steel that is only a
 * number says that it is one: ст.20, steel 20.
 */
export function gradeIn(language: Language, grade: string): string {
  if (/^\d+$/.test(grade)) return language === 'en' ? `steel ${grade}` : `ст.${grade}`;
  return grade
    .split(' ')
    .map((mark) => {
      if (WORDS[mark]) return wordIn(language, mark);
      if (language !== 'en') return mark;
      const isTwin = Array.from(mark).every(
        (letter) => !/[А-Яа-яЁё]/.test(letter) || CYRILLIC_TWINS.includes(letter),
      );
      return isTwin ? twins(mark) : latin(mark);
    })
    .join(' ');
}

/** A length of bars as a language writes it: 11.7 m, 11,7 м. */
export function lengthIn(language: Language, lengthMm: number): string {
  const metres = String(lengthMm / 1000);
  return language === 'en' ? `${metres} m` : `${metres.replace('.', ',')} м`;
}

function wordIn(language: Language, word: string): string {
  return language === 'ru' ? word : (WORDS[word]?.[language] ?? word);
}

/** Cyrillic letters replaced by the Latin ones that look alike; others stay. */
function twins(text: string): string {
  return text.replace(/[А-Яа-яЁё]/g, (letter) => {
    const at = CYRILLIC_TWINS.indexOf(letter);
    return at < 0 ? letter : (LATIN_TWINS[at] ?? letter);
  });
}

function latin(text: string): string {
  return text.replace(/[А-Яа-яЁё]/g, (letter) => {
    const small = letter.toLowerCase();
    const sound = LATIN[CYRILLIC.indexOf(small)] ?? letter;
    return letter === small ? sound : sound.charAt(0).toUpperCase() + sound.slice(1);
  });
}
