import type { CategoryHead } from '../../src/stock/category-head.queries.ts';
import type { AssortmentFilter, Facets, Sort } from '../../src/stock/assortment.ts';
import type { OfferedRow } from '../../src/stock/offer.ts';
import type { HandOver } from '../parts/facets.tsx';

/** A category as one reader sees it: what it is called, what it offers to choose, and one page of rows. */
export type CategoryView = {
  slug: string;
  head: CategoryHead;
  facets: Facets;
  filter: AssortmentFilter;
  sort: Sort;
  rows: readonly OfferedRow[];
  reader: { isGuest: boolean; seesPrices: boolean; orders: boolean };
  vatRateBp: number;
  handOver: HandOver;
  /** Makes the form of the table repeatable: the ids of new lines follow from it. */
  formKey: string;
  before: string | undefined;
  after: string | undefined;
};
