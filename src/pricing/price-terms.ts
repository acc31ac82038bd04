import type { FixedPrice } from './fixed-price.ts';
import type { PriceLevel as StoredLevel, PriceStrategy } from '../platform/db/schema.ts';

/** Where a price comes from, the most particular first (R7). */
export type PriceLevel = StoredLevel;

/** The levels that lists stand on: a person or a quote fixes prices above all of them. */
export type ListLevel = Exclude<PriceLevel, FixedPrice['kind']>;

/** One published version of a list that a company may buy from; links stand in order of priority. */
export type ChainLink = {
  /** 1 is asked first; lists of one rank are equals, and the lower price of them counts (R7). */
  rank: number;
  versionId: string;
  listCode: string;
  listName: string;
  versionNumber: number;
  level: ListLevel;
  includesVat: boolean;
};

/** On what terms prices are found for one company (or for a guest) on one day. */
export type PriceTerms = {
  /** The pricing day, `YYYY-MM-DD` in Almaty. */
  on: string;
  /** Undefined for a guest: base lists only. */
  agreement: { id: string; version: number } | undefined;
  strategy: PriceStrategy;
  publicPriceIfBetter: boolean;
  vatRateBp: number;
  /** Highest priority first. */
  chain: readonly ChainLink[];
};

/** What one list of the chain asks for one product: break n applies from weight n upwards. */
export type ListedPrice = {
  versionId: string;
  fromWeightsG: readonly number[];
  pricesPerTonneMinor: readonly number[];
};
