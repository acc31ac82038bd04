import type { Language } from '../platform/db/schema.ts';
import { attributeOf, itemBehind, ofAttribute } from './attribute.ts';
import type { Instrument, InstrumentItem } from './instrument.ts';

/** What a person said to one item: a number or a code of its scale, words of his own, or that he cannot judge (none of them). */
export type GivenItem = {
  item: string;
  number: number | null;
  code: string | null;
  words: string | null;
};

/** One question as a page asks it, in one language. */
export type Question = {
  id: string;
  wording: string;
  options: readonly { value: string; label: string }[];
  /** What the two ends mean, where the steps between have no words. */
  ends: { low: string; high: string } | null;
};

/** The field's value of somebody who cannot judge; no scale has it. */
export const CANNOT_JUDGE = 'na';

/** The item that asks for the reason, in words, beside every other. */
export const REASON = 'WHY';

/** The questions of a prompt in their order, in a language. Throws on an item that the instrument has not. */
export function questionsOf(
  instrument: Instrument,
  items: readonly string[],
  language: Language,
): Question[] {
  return items.map((id) => {
    const item = itemOf(instrument, id);
    const { labels, anchors, naOption, values } = scaleOf(instrument, item);
    const labelled = labels?.map((label) => ({
      value: String(label.value),
      label: label[language],
    }));
    const steps = typeof values === 'string' ? [] : values.map(String);
    const options = labelled ?? steps.map((value) => ({ value, label: value }));
    const cannotJudge = naOption ? [{ value: CANNOT_JUDGE, label: naOption[language] }] : [];
    const [first = '', last = ''] = [steps[0], steps.at(-1)];
    const [low, high] = [anchors?.[first], anchors?.[last]];
    return {
      ...{ id, wording: item.wording[language], options: [...options, ...cannotJudge] },
      ends: !labelled && low && high ? { low: low[language], high: high[language] } : null,
    };
  });
}

/**
 * Reads what was answered to the items of a prompt, and why. Only the very values of
 * a scale count, as texts: no rounding, no reading of what looks like a number (a place
 * in a list is no score). One answer is enough; none at all, and what is no answer, is
 * a problem by the item's id.
 */
export function readAnswer(
  instrument: Instrument,
  items: readonly string[],
  typed: (field: string) => string | undefined,
): { given: GivenItem[]; problems: Record<string, string> } {
  const problems: Record<string, string> = {};
  const given = items.flatMap((id) => {
    const text = typed(id) ?? '';
    if (text === '') return [];
    const read = readItem(instrument, id, text);
    if (!read) problems[id] = 'choose';
    return read ?? [];
  });
  const [first = REASON] = items;
  if (given.length === 0) problems[first] ??= 'choose';
  const why = (typed(REASON) ?? '').trim();
  const { maxChars } = scaleOf(instrument, itemOf(instrument, REASON));
  if (maxChars !== null && why.length > maxChars) problems[REASON] = `tooLong:${maxChars}`;
  if (why !== '') given.push({ item: REASON, number: null, code: null, words: why });
  return { given, problems };
}

function readItem(instrument: Instrument, id: string, text: string): GivenItem | undefined {
  const { values, naOption } = scaleOf(instrument, itemOf(instrument, id));
  if (text === CANNOT_JUDGE && naOption) return { item: id, number: null, code: null, words: null };
  const value = typeof values === 'string' ? undefined : values.find((one) => String(one) === text);
  if (value === undefined) return undefined;
  const isNumber = typeof value === 'number';
  return { item: id, number: isNumber ? value : null, code: isNumber ? null : value, words: null };
}

/** The field's value of an answer as it was given; `undefined` where the item was not answered. */
export function valueOf(given: readonly GivenItem[], item: string): string | undefined {
  const found = given.find((one) => one.item === item);
  if (!found) return undefined;
  return String(found.number ?? found.code ?? found.words ?? CANNOT_JUDGE);
}

/** The items whose answer is an alarm by the instrument: somebody has to call. */
export function alarmsOf(instrument: Instrument, given: readonly GivenItem[]): string[] {
  return given.flatMap(({ item, number, code }) => {
    const { alarm } = itemOf(instrument, item);
    const value = number ?? code;
    if (!alarm || value === null) return [];
    const isLow = alarm.op === 'lte' && Number(value) <= Number(alarm.value);
    const isHigh = alarm.op === 'gte' && Number(value) >= Number(alarm.value);
    const isOther = alarm.op === 'ne' && value !== alarm.value;
    return isLow || isHigh || isOther ? [item] : [];
  });
}

function itemOf(instrument: Instrument, id: string): InstrumentItem {
  const item = instrument.items.find((one) => one.id === itemBehind(id));
  if (!item) throw new RangeError(`no item: ${id}`);
  const attribute = attributeOf(id);
  return attribute === undefined ? item : ofAttribute(item, attribute);
}

function scaleOf(instrument: Instrument, item: InstrumentItem): Instrument['scales'][string] {
  const scale = instrument.scales[item.scale];
  if (!scale) throw new RangeError(`no scale: ${item.scale}`);
  return scale;
}
