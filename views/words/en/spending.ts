/** How much a colleague may order in a period. */
export const spending = {
  limit: 'Spending limit',
  amount: 'Amount with VAT, ₸',
  none: 'no limit',
  note: 'Counts what was ordered and not cancelled since the beginning of the day, the week (Monday) or the month. An empty amount means no limit, zero means no orders.',
  per: 'Per',
  periods: { day: 'day', week: 'week', month: 'month' },
  set: 'The limit is changed',
};
