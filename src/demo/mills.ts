import type { Insertable } from 'kysely';
import type { DB } from '../platform/db/schema.ts';
import type { Random } from './random.ts';

/** Mills of the demo world, none of them real, by the sign with which their heats begin. */
const names: Readonly<Record<string, string>> = {
  А: 'Атасу болат',
  КМ: 'Қаратау металл',
  Т: 'Тобол прокат',
  В: 'Волжский трубный двор',
  НЛ: 'Новолипье сталь',
  ЧМ: 'Чусовая металл',
};

export const millSigns = ['А', 'КМ', 'Т', 'В', 'НЛ', 'ЧМ'] as const;
export type MillSign = (typeof millSigns)[number];

/** The mills as they are kept, by their sign. */
export function makeMills(
  random: Random,
  at: Date,
): ReadonlyMap<MillSign, Insertable<DB['mill']> & { id: string }> {
  return new Map(millSigns.map((sign) => [sign, { id: random.id(at), name: names[sign] ?? sign }]));
}
