import { partsOf } from '../../../src/loyalty/nightly/figure.ts';

/** The parts of the dashboard below its first figures, in their order; each is a page of its own. */
export const loyaltyParts = [
  'months',
  'drivers',
  'asked',
  'pairs',
  'accounts',
  'worth',
  'service',
  'loop',
  'stages',
  'people',
  'trust',
] as const;

export type LoyaltyPart = (typeof loyaltyParts)[number];

/** Those that the dashboard asks for when they come into sight; the months stand there as charts already. */
export const laterParts = loyaltyParts.filter((part) => part !== 'months');

/** What an address says of a segment: its population, and its branch. */
export function queryOf(segment: string): string {
  const { population, branch } = partsOf(segment);
  const named = [
    ...(population ? [`segment=${population}`] : []),
    ...(branch ? [`branch=${branch}`] : []),
  ];
  return named.length === 0 ? '' : `?${named.join('&')}`;
}

/** Where a part stands, of a segment. */
export const hrefOfPart = (part: LoyaltyPart, segment: string): string =>
  `/office/loyalty/parts/${part}${queryOf(segment)}`;

/** Where the answers to an item stand together, those of a segment. */
export function hrefOfAnswers(item: string, segment: string): string {
  const { population, branch } = partsOf(segment);
  const within = `${population ? `&population=${population}` : ''}${branch ? `&branch=${branch}` : ''}`;
  return `/office/loyalty/answers?item=${item}${within}`;
}
