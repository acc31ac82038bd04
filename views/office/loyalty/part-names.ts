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

/** Of whom figures are, and how they were when a quarter ended; undefined: tonight. */
export type Scope = { segment: string; quarter: string | undefined };

/** What an address says of whose figures are shown and of when: population, branch and quarter. */
export function queryOf({ segment, quarter }: Scope): string {
  const { population, branch } = partsOf(segment);
  const named = [
    ...(population ? [`segment=${population}`] : []),
    ...(branch ? [`branch=${branch}`] : []),
    ...(quarter ? [`quarter=${quarter}`] : []),
  ];
  return named.length === 0 ? '' : `?${named.join('&')}`;
}

/** Where a part stands, of whom and of when. */
export const hrefOfPart = (part: LoyaltyPart, scope: Scope): string =>
  `/office/loyalty/parts/${part}${queryOf(scope)}`;

/** Where the answers to an item stand together, those of a segment. */
export function hrefOfAnswers(item: string, segment: string): string {
  const { population, branch } = partsOf(segment);
  const within = `${population ? `&population=${population}` : ''}${branch ? `&branch=${branch}` : ''}`;
  return `/office/loyalty/answers?item=${item}${within}`;
}
