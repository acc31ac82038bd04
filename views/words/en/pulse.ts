/** The pulse of our own people. */
export const pulse = {
  title: 'Pulse of our own people',
  link: 'Our pulse',
  promise:
    'Nobody sees what you say: it is kept under a number drawn by lot, without your name and without the time. Shown are groups of five and more, and only once the quarter is over. It is never part of anybody’s pay. Leave out what you cannot judge.',
  given: (quarter: string) =>
    `You have answered for ${quarter}. The results come once the quarter is over.`,
  ofQuarter: (quarter: string) => `Questions of ${quarter}`,
  selling: 'How I sell, ten questions more',
  sellingNote: 'Answer as it is, not as it ought to be: only the means of all are shown.',
  facets: { CO: 'Customer first, 1 to 5', SO: 'Sale first, 1 to 5' },
};
