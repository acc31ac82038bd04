import { type SizeName, sizeNames } from '../catalogue/form.ts';
import { type AssortmentFilter, everything, isBounded } from './assortment.ts';

/** What is not a range of sizes, with what each says of itself and how it says nothing. */
const plainKinds = ['grade', 'standard', 'length', 'stock', 'price', 'bought'] as const;
type PlainKind = (typeof plainKinds)[number];

/** The kinds of filter, each of which leaves goods out on its own; the order is that of their conditions. */
export const filterKinds = [...plainKinds, ...sizeNames] as const;
export type FilterKind = PlainKind | SizeName;

const says: Record<PlainKind, (filter: AssortmentFilter) => boolean> = {
  grade: ({ grades }) => grades.length > 0,
  standard: ({ standards }) => standards.length > 0,
  length: ({ lengths }) => lengths.length > 0,
  stock: ({ stock }) => stock !== 'all',
  price: ({ pricePerTonneMinor }) => isBounded(pricePerTonneMinor),
  bought: ({ bought }) => bought,
};

const fieldsOf: Record<PlainKind, keyof AssortmentFilter> = {
  grade: 'grades',
  standard: 'standards',
  length: 'lengths',
  stock: 'stock',
  price: 'pricePerTonneMinor',
  bought: 'bought',
};

const isSize = (kind: FilterKind): kind is SizeName => sizeNames.some((name) => name === kind);

/** Whether one kind of a filter says anything. */
export function narrowsBy(filter: AssortmentFilter, kind: FilterKind): boolean {
  if (!isSize(kind)) return says[kind](filter);
  const range = filter.sizes[kind];
  return range !== undefined && isBounded(range);
}

/** Whether a filter leaves anything out. */
export const isNarrowed = (filter: AssortmentFilter): boolean =>
  filterKinds.some((kind) => narrowsBy(filter, kind));

/** The filter without all that one kind says. */
export function withoutKind(filter: AssortmentFilter, kind: FilterKind): AssortmentFilter {
  if (!isSize(kind)) return { ...filter, [fieldsOf[kind]]: everything[fieldsOf[kind]] };
  const { [kind]: _dropped, ...sizes } = filter.sizes;
  return { ...filter, sizes };
}
