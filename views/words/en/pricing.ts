/** Words of prices that move with weight, and of prices that people agree on. */
export const pricing = {
  buyMore: (weight: string, name: string) =>
    `${weight} more of this tier group, for example ${name}:`,
  totalFalls: (saved: string) => `the total is ${saved} lower`,
  totalThen: (total: string) => `(it becomes ${total})`,
  title: 'Price of the line',
  listed: 'The lists ask',
  agreed: 'Agreed price',
  asked: 'Price of a tonne, or a share',
  askedHint: '415 000 is tenge for a tonne; 3 % is so much below the lists, +2 % above them.',
  basis: 'VAT',
  reason: 'Reason',
  reasonHint: 'The customer reads it beside the price.',
  agree: 'Agree on the price',
  withdraw: 'Back to the price of the lists',
  paidBefore: 'What this customer paid before, a tonne with VAT',
  take: 'Take',
  takeOf: (number: string) => `Take the price of order ${number}`,
  asInOrder: (number: string) => `As in order ${number}`,
  change: 'Agree on a price',
  changeOf: (name: string) => `Agree on a price of ${name}`,
  isPending: 'waits for approval',
  isJudgedBefore: 'the lists ask more now: agree anew',
  approvedBy: (name: string) => `approved by ${name}`,
  refusedBy: (name: string) => `refused by ${name}`,
  letter: {
    pending: (company: string, cart: string) =>
      `A price for ${company} in cart ${cart} waits for approval. Until then the cart cannot be ordered.`,
    approved: (company: string, cart: string) =>
      `Your price for ${company} in cart ${cart} is approved. The cart can be ordered.`,
    refused: (company: string, cart: string) =>
      `Your price for ${company} in cart ${cart} is refused. The lists decide again.`,
    subjects: {
      pending: (company: string, cart: string) =>
        `${company}: a price in ${cart} waits for approval`,
      approved: (company: string, cart: string) => `${company}: the price in ${cart} is approved`,
      refused: (company: string, cart: string) => `${company}: the price in ${cart} is refused`,
    },
    asked: (price: string) => `Asked, with VAT: ${price}`,
    listed: (price: string) => `The lists, with VAT: ${price}`,
    link: (address: string) => `Open: ${address}`,
  },
  waiting: {
    title: 'Prices to approve',
    lead: 'Each is further below the lists or the floor than who asked for it may go. Until it is approved its cart cannot be ordered. Prices of a tonne with VAT.',
    nothing: 'No price waits for you.',
    listed: 'Lists, ₸/t',
    asked: 'Asked, ₸/t',
    decision: 'Decision',
    below: (share: string) => `−${share}`,
    belowFloor: 'below the floor',
    ofYourOwn: 'Your own: somebody else decides',
    approve: 'Approve',
    refuse: 'Refuse',
    approveOf: (name: string) => `Approve the price of ${name}`,
    refuseOf: (name: string) => `Refuse the price of ${name}`,
  },
};
