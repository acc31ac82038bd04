import type { SizeName } from '../catalogue/form.ts';
import type { Form, LengthKind, MassSource, StockClass, Unit } from '../platform/db/schema.ts';
import type { ListedPrice } from '../pricing/price-terms.ts';
import type { FilterKind } from './filter-kinds.ts';

/** The name of a size in fields and addresses, where it stands in millimetres: `height`. */
export const fieldOf = (name: SizeName): string => name.replace(/[UM]m$/, '');

/** From and to, both included; `null` leaves a side open. */
export type Range = { from: number | null; to: number | null };

/** In which order rows stand: by size, or by the company's own price, the cheapest or the dearest first (R11). */
export const sorts = ['size', 'price', 'price-down'] as const;
export type Sort = (typeof sorts)[number];

/** Which rows by stock: all, those that are ready for the reader (`readyG`), those any branch can promise. */
export const stockScopes = ['all', 'ready', 'anywhere'] as const;
type StockScope = (typeof stockScopes)[number];

/** What the buyer narrowed the goods down to. Several choices of one kind are alternatives. */
export type AssortmentFilter = {
  grades: readonly string[];
  standards: readonly string[];
  /** Lengths in millimetres as text, or the kind where there is no one length: `11700`, `random`, `coil`. */
  lengths: readonly string[];
  /** In the unit of each size; absent where nothing was said. */
  sizes: Readonly<Partial<Record<SizeName, Range>>>;
  stock: StockScope;
  /** The own price of a tonne at its first break, minor units, as the row shows it. */
  pricePerTonneMinor: Range;
  /** Only what the reader's company bought before, in any channel (E8). */
  bought: boolean;
};

/** So many finds of a search are counted; of more it is only said that they are more. */
export const COUNTED_MAX = 1000;

const open: Range = { from: null, to: null };

/** Nothing narrowed down: the whole category. */
export const everything: AssortmentFilter = {
  grades: [],
  standards: [],
  lengths: [],
  sizes: {},
  stock: 'all',
  pricePerTonneMinor: open,
  bought: false,
};

/** Whether a range says anything. */
export const isBounded = (range: Range): boolean => range.from !== null || range.to !== null;

/** One orderable thing with its sizes and masses, as a row or a page shows it. */
export type AssortmentProduct = Record<SizeName, number | null> & {
  id: string;
  sku: string;
  categoryCode: string;
  tierGroup: string;
  form: Form;
  designation: string;
  grade: string;
  standard: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  lengthKind: LengthKind;
  stockLengthMm: number | null;
  massMgPerM: number | null;
  massMgPerM2: number | null;
  pieceMassMg: number | null;
  massSource: MassSource;
  saleUnit: Unit;
  stockClass: StockClass;
  /** What each list of the company's chain asks. */
  listed: readonly ListedPrice[];
};

/** A row of the table: the product with what can be promised of it. Grams. */
export type AssortmentRow = AssortmentProduct & {
  sortKey: number;
  /** At the own branch; `null` for those without a branch, and where the branch never had it. */
  branchG: number | null;
  branchCountedAt: Date | null;
  anywhereG: number;
  anywhereCountedAt: Date | null;
  /** When the reader's company bought it last, and how much by that line; null where it never did. */
  lastBoughtAt: Date | null;
  lastBoughtMilli: number | null;
  lastBoughtUnit: Unit | null;
};

/** Where the next page of a sorted table begins: after this row. */
export type Cursor = { key: number; id: string };

/** A choice of a filter with how many rows it would leave beside the other kinds of filter. */
export type FacetChoice = { value: string; count: number };

/** What a category offers to choose from, counted after every other kind of filter. */
export type Facets = {
  total: number;
  grades: readonly FacetChoice[];
  standards: readonly FacetChoice[];
  lengths: readonly FacetChoice[];
  stock: { ready: number; anywhere: number };
  /** Null for those who buy for no company. */
  bought: number | null;
  /** How many rows each kind of filter alone keeps out; kinds that say nothing are absent. */
  without: Partial<Record<FilterKind, number>>;
  /** The smallest and largest that occur, in the unit of each size; absent where no product has it. */
  sizes: Partial<Record<SizeName, { from: number; to: number }>>;
};
