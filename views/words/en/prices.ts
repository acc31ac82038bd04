import { countEn } from '../plural.ts';

/** Price lists: rules for many prices at once, remarks, publication and what can be taken back. */
export const prices = {
  form: 'Form',
  allForms: 'All forms',
  allGrades: 'All grades',
  sizeFrom: 'Size from, mm',
  sizeTo: 'to, mm',
  only: 'Show',
  allPrices: 'all prices',

  ruleTitle: 'Change many at once',
  ruleIsFor: (products: number) =>
    `For what is shown above: ${countEn(products, 'product', 'products')}. Narrow it down first if fewer are meant.`,
  basis: 'How',
  bases: {
    share: 'change by, %',
    price: 'price × factor',
    cost: 'cost × factor',
  },
  ruleValue: 'By how much',
  ruleHint: '3 or -2.5 in per cent; 1.14 as a factor',
  foresee: 'See what changes',
  ruleChanges: (changed: number, total: number) =>
    `${countEn(changed, 'price', 'prices')} of ${countEn(total, 'product', 'products')} would change.`,
  ruleChangesNothing: (total: number) =>
    `Nothing would change among ${countEn(total, 'product', 'products')}: the prices stand so already, or no cost is known.`,
  applyRule: (changed: number) => `Change ${countEn(changed, 'price', 'prices')} in the draft`,

  pasteTitle: 'Paste from a spreadsheet',
  pasteField: 'SKU and prices in ₸/t, a product a line',
  pasteHint:
    'Copy the cells and paste them here. Where prices have steps, a first line says from how many tonnes: SKU, 0, 5, 20. An empty cell is no step.',
  paste: 'Put into the draft',
  pasteRefused: (lines: number) =>
    `${countEn(lines, 'line', 'lines')} cannot be taken, so nothing was changed. Correct them and paste again.`,
  pasteLine: (line: number, problem: string) => `Line ${line}: ${problem}`,
  pastedOver: 'Pasted cells that did not fit this page: #. Paste the whole block by SKU instead.',

  remarkCounts: {
    lost: (count: number) => `${countEn(count, 'product loses', 'products lose')} the price`,
    'below-floor': (count: number) => `${countEn(count, 'price', 'prices')} below the floor`,
    moved: (count: number) => `${countEn(count, 'price moves', 'prices move')} by more than 10 %`,
    rises: (count: number) => `${countEn(count, 'price rises', 'prices rise')} with the weight`,
    new: (count: number) => `${countEn(count, 'product', 'products')} without a price so far`,
  },
  belowFloor: (floor: string) => `below the floor of ${floor}`,

  affected: (companies: number) =>
    `These prices are for ${countEn(companies, 'company', 'companies')}`,
  affectedBuying: (companies: number) =>
    `${countEn(companies, 'company has', 'companies have')} ordered something of what changes.`,
  affectedList: 'Which companies',
  agreement: 'Agreement',
  group: 'Group',
  boughtOfThese: 'Ordered of these',

  undoColumn: 'Undo',
  changesOf: 'What it changed',
  seeChanges: 'See the changes',
  versionOf: (code: string, number: number) => `${code}, version ${number}`,
  backToList: 'Back to the list',
  comes: (number: number, day: string) => `then version ${number} from ${day}`,
  takenBack: 'taken back',
  takesBack: (number: number) => `takes version ${number} back`,
  takenBackOn: (moment: string, name: string) => `taken back ${moment} ${name}`,
  undoPublication: 'Take back',
  undoQuestion:
    'Take this publication back? From today on the prices before it count again. Orders keep their prices.',
  cancelPublication: 'Cancel',
  cancelQuestion: 'Cancel this publication? The prices before it go on.',
  undone: 'The publication is taken back; the prices before it count again',

  formulaTitle: 'Compute from a base list',
  formulaLead:
    'Each price is the price of the base list times the coefficient that says most of the product: form and grade, then form, then grade, then all. Prices typed into this list are fixed and win. Whenever the base list is published, this list follows from the same day on.',
  baseList: 'Base list',
  coefficient: 'Coefficient',
  coefficients: 'Coefficients',
  computeAfresh: (fixed: number) =>
    `Compute also the ${countEn(fixed, 'price', 'prices')} that are fixed in this draft`,
  computeDraft: 'Compute the draft',
  computed: 'The draft is computed; what is fixed stayed',
  computedFrom: 'Computed from',
  versionNamed: (number: number) => `version ${number}`,
  roundedTo: (step: string) => `rounded to ${step}`,
  allGoods: 'all',
  changeFormula: 'Change the coefficients',
  fixed: 'fixed',
  fixedNote: 'What is typed here is fixed; an emptied row is computed again.',
  formulaChanges: 'The base list or the coefficients change.',
  stopFollowing: 'No longer follow the base list',
  stopFollowingQuestion:
    'No longer follow the base list? The prices stay as they are, and the base list moves them no more.',
};
