import type { LineProblem, LineStatus } from '../../../src/ordering/pasted-list.ts';
import type { Assumed } from '../../../src/stock/match.ts';
import { countEn } from '../plural.ts';

/** Words of the pasted list, from the text to the cart. */
export const quick = {
  title: 'Paste a list',
  lead: 'Paste rows from a spreadsheet, a chat or a specification. Each row is found, weighed and priced; nothing goes into the cart before you say so.',
  field: 'The list, up to 1,000 rows',
  example:
    'Rebar 12 A500C 11.7 m\t2 t\nAngle 50x50x5\t12 pcs\nPipe 57x3.5 GOST 8732\t30 m\nHEB 200 S355 12m 5pcs',
  formats:
    'One thing a line, or a table with its columns in any order: name, size, grade, standard, length, quantity, unit, your own article number. A head is recognised, but not needed.',
  read: 'Read the list',
  recent: 'Your last lists',
  rowsOf: (count: number) => countEn(count, 'row', 'rows'),
  addedOf: (count: number) => `${count} in the cart`,
  listTitle: 'Your list',
  columns: {
    written: 'As written',
    here: 'My branch, t',
    sure: 'Match',
    means: 'Our goods',
    action: 'What next',
  },
  statuses: {
    exact: 'exact',
    guessed: 'guessed',
    ambiguous: 'ambiguous',
    'not-found': 'not found',
    duplicate: 'duplicate',
  } satisfies Record<LineStatus, string>,
  problems: {
    ambiguous: 'Several products fit. Which one?',
    'not-found': 'We found nothing like this.',
    duplicate: 'The same thing stands on an earlier row.',
    'no-quantity': 'How much?',
    'not-sold-so': 'It is not sold in this unit or length. Choose another unit.',
  } satisfies Record<LineProblem, string>,
  nearest: 'Nothing is sold exactly so. This comes nearest:',
  assumed: (what: string) => `you did not say: ${what}`,
  assumedParts: {
    form: 'the form',
    grade: 'grade',
    standard: 'standard',
    length: 'length',
    unit: 'unit',
  } satisfies Record<Assumed | 'unit', string>,
  fits: (count: number) => countEn(count, 'product fits', 'products fit'),
  moreFit: (count: number) =>
    `${countEn(count, 'more fits', 'more fit')}: say grade, length or standard below.`,
  twinOf: (position: number) => `like row ${position}`,
  cutTo: (length: string) => `cut to ${length}`,
  chooseOf: (place: number, name: string) => `${place}: choose ${name}`,
  otherWords: 'Say it in other words',
  findAgain: 'Find',
  ask: (count: number) =>
    `Ask us for ${countEn(count, 'row that was', 'rows that were')} not found`,
  askedFor: (count: number) =>
    `${countEn(count, 'row is', 'rows are')} asked for. Your manager will answer.`,
  file: 'Or a file, XLSX or CSV',
  keepBoth: 'Keep both',
  leaveOut: 'Leave out',
  takeBack: 'Take back in',
  change: 'Change',
  leftOut: 'left out',
  asked: 'asked',
  inCart: 'in the cart',
  nextProblem: (count: number) =>
    count === 1 ? 'Next problem (1 left)' : `Next problem (${count} left)`,
  add: (ready: number, all: number) =>
    ready === all
      ? `Add all ${countEn(ready, 'row', 'rows')} to the cart`
      : `Add ${ready} of ${countEn(all, 'row', 'rows')} to the cart`,
  nothingReady: 'No row is ready for the cart.',
  summary: (weight: string) => `Ready: ${weight}`,
  done: (count: number) => `${countEn(count, 'row is', 'rows are')} in the cart.`,
  cut: 'Only the first 1,000 rows were taken. Paste the rest as another list.',
  reading: (done: number, all: number) => `${done} of ${all} rows read`,
  readingLead: 'You can leave this page and come back; the work goes on.',
  stop: 'Stop',
  stopped: 'Stopped. The rows below were read.',
  refresh: 'Show how far it is',
  unread: 'not read',
  rowQuantity: (position: number) => `Quantity of row ${position}`,
  rowUnit: (position: number) => `Unit of row ${position}`,
  now: (status: string, position: number) => `Row ${position}: ${status}`,
  another: 'Paste another list',
};
