/** Money that waits for somebody, by what has to be done about it. */
export const troubleKinds = [
  'waiting',
  'to-give',
  'failed',
  'disputes',
  'notices',
  'attempts',
  'stockless',
  'unspent',
  'receipts',
] as const;
export type TroubleKind = (typeof troubleKinds)[number];
