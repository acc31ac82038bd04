export const missingGoods = {
  title: 'Goods missing',
  lead: 'Not all that was sent to an order arrived, and no branch has the rest. The buyer knows that you will call.',
  nothing: 'Every order has its goods.',
  about: (stage: string, branch: string, moment: string) =>
    `${stage}, ${branch}. Missing since ${moment}.`,
  freeSince: (mass: string) => `${mass} of it lie free since: look again.`,
  instead: 'Could be offered instead, in the same size:',
  free: (mass: string) => `${mass} free`,
  noInstead: 'Nothing of the same size is there in this amount.',
  others: 'Look at what comes near',
  lookAgain: 'Look again at all branches',
  lookAgainFor: (number: string) => `Look again at all branches for order ${number}`,
  lookedInVain: 'No branch has it at the moment.',
  picked:
    'The order is picked without it. It is not handed over whole before the customer has decided.',
  call: 'Whom to call',
  noPhone: 'no telephone is known',
};
