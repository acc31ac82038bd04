/** Goods of an order that ought to lie in the yard and do not. */
export const notThere = {
  open: 'Not all of it is in the yard…',
  title: (number: string) => `Order ${number}: what is not in the yard`,
  lead: 'What you write down leaves stock and is held for the order no more. Before the order is picked, the other lots and branches are looked through at once; the customer is told.',
  nothing: 'Nothing lies here for this order that could be missing.',
  lot: 'Of which lot',
  heat: (heat: string) => `heat ${heat}`,
  most: (most: string) => `at most ${most}`,
  amount: 'How much is missing',
  amountHint: 'Pieces; kilograms where the goods are not counted.',
  confirm: 'It is not there',
};
