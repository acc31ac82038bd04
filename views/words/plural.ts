import { figuresFor } from '../figures.ts';

const english = new Intl.PluralRules('en');
const russian = new Intl.PluralRules('ru');

/** "1 item", "4 items". The count is written the English way. */
export function countEn(count: number, one: string, other: string): string {
  const noun = english.select(count) === 'one' ? one : other;
  return `${figuresFor('en').bare.count(count)} ${noun}`;
}

/** «1 позиция», «3 позиции», «5 позиций»; a no-break space holds them together. */
export function countRu(count: number, one: string, few: string, many: string): string {
  const nouns: Partial<Record<Intl.LDMLPluralRule, string>> = { one, few, many };
  return `${figuresFor('ru').bare.count(count)}\u00a0${nouns[russian.select(count)] ?? few}`;
}

/** Kazakh nouns stay in the singular after a number. */
export function countKk(count: number, noun: string): string {
  return `${figuresFor('kk').bare.count(count)}\u00a0${noun}`;
}
