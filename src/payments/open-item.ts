import { type DocumentNumber, documentNumber, numberKey, numberWord } from './named-numbers.ts';

/** Something of a company that is not paid yet. Minor units. */
export type OpenItem = {
  kind: 'order' | 'proforma' | 'invoice';
  id: string;
  number: string;
  companyId: string;
  companyBin: string;
  dueMinor: number;
  /** Null while the day is not known. */
  dueOn: string | null;
  currency: string;
};

/** An open item whose number can be looked for in a purpose. */
export type PreparedItem = OpenItem & {
  /** Kind and id. */
  name: string;
  /** Of a number of ours; undefined for one of another system. */
  parts: DocumentNumber | undefined;
  key: string;
};

/** Items that something is due of, the oldest first, without a day last; those of one day by their numbers. */
export function prepareItems(items: readonly OpenItem[]): PreparedItem[] {
  const prepared = items
    .filter(({ dueMinor }) => dueMinor > 0)
    .map((item) => {
      const parts = documentNumber(item.number);
      const key = parts ? numberKey(parts) : numberWord(item.number);
      return { ...item, name: `${item.kind} ${item.id}`, parts, key };
    });
  return prepared.toSorted(
    (one, other) =>
      compareTexts(one.dueOn ?? '9', other.dueOn ?? '9') ||
      compareTexts(one.number, other.number) ||
      compareTexts(one.name, other.name),
  );
}

/** Texts by their signs, the same in every language. */
export function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
