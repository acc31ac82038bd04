import { attributeNames } from './attribute-names.ts';
import type { Instrument, InstrumentItem } from './instrument.ts';

/** The item that asks how important one of several things is, each in its turn. */
export const IMPORTANCE = 'IMP';
const PART = '{attribute}';
const BEFORE = `${IMPORTANCE}_`;

/** What the importance of is asked by an instrument: what customers rate, as far as it has a name to put into a question. */
export const attributesOf = ({ items }: Instrument): string[] =>
  items.flatMap(({ id, audience }) => (audience === 'customer' && attributeNames[id] ? [id] : []));

/** The item under which the importance of what an item rates is asked and answered. */
export const importanceOf = (item: string): string => `${BEFORE}${item}`;

/** What the importance of was asked under an item; `undefined` of one that asks something else. */
export const attributeOf = (item: string): string | undefined =>
  item.startsWith(BEFORE) ? item.slice(BEFORE.length) : undefined;

/** The item of the instrument that an item asked is of. */
export const itemBehind = (item: string): string =>
  attributeOf(item) === undefined ? item : IMPORTANCE;

/** The items of an instrument with, in place of the one about importance, one for each thing that it asks of. */
export function spreadItems(instrument: Instrument): InstrumentItem[] {
  return instrument.items.flatMap((item) =>
    item.id === IMPORTANCE
      ? attributesOf(instrument).map((attribute) => ofAttribute(item, attribute))
      : [item],
  );
}

/** The item about importance, put of one thing in every language. */
export function ofAttribute(item: InstrumentItem, attribute: string): InstrumentItem {
  const called = attributeNames[attribute];
  if (!called) throw new RangeError(`nothing to weigh: ${attribute}`);
  const filled = (language: 'en' | 'ru' | 'kk') =>
    item.wording[language].replaceAll(PART, called[language]);
  return {
    ...{ ...item, id: importanceOf(attribute) },
    wording: { en: filled('en'), ru: filled('ru'), kk: filled('kk') },
  };
}
