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

/** Where a part stands, of a population. */
export const hrefOfPart = (part: LoyaltyPart, segment: string): string =>
  `/office/loyalty/parts/${part}${segment === 'all' ? '' : `?segment=${segment}`}`;
