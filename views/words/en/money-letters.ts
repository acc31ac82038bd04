/** Letters about money that keeps goods here, and about money that a bank takes back. */
export const moneyLetters = {
  release: {
    asked: (number: string, company: string) =>
      `The goods of order ${number} of ${company} wait to be let go. You decide.`,
    granted: (number: string, company: string) =>
      `The goods of order ${number} of ${company} may leave.`,
    refused: (number: string, company: string) =>
      `The goods of order ${number} of ${company} stay here.`,
    subjects: {
      asked: (number: string) => `Order ${number}: goods wait to be let go`,
      granted: (number: string) => `Order ${number}: the goods may leave`,
      refused: (number: string) => `Order ${number}: the goods stay here`,
    },
    over: (amount: string) => `Above the limit: ${amount}`,
    held: 'A hold stops the goods.',
    decide: (address: string) => `Decide here: ${address}`,
    order: (address: string) => `The order: ${address}`,
  },
  waiting: {
    subject: (number: string) => `Vehicle ${number} is loaded and waits for money`,
    loaded: (number: string, order: string, company: string) =>
      `Vehicle ${number} with the goods of order ${order} of ${company} is loaded and cannot leave yet.`,
    plate: (plate: string) => `Number plate: ${plate}`,
    unpaid: (amount: string) => `To be paid before it leaves: ${amount}`,
    'over-limit': (amount: string) =>
      `More is taken on account than the limit allows, by ${amount}.`,
    held: 'Handing over on account is stopped until what is overdue is settled.',
    pay: (address: string) =>
      `Pay by card here, or by transfer with the number of the order; it leaves once the money is with us: ${address}`,
    settle: (address: string) => `What is open, and how to pay it: ${address}`,
    forUs: (address: string) => `The order: ${address}`,
  },
  dispute: {
    subjects: {
      warned: (company: string, amount: string) => `${company}: a bank asks about ${amount}`,
      opened: (company: string, amount: string) =>
        `${company}: a card payment of ${amount} is disputed`,
      won: (company: string, amount: string) => `${company}: the dispute about ${amount} is won`,
      lost: (company: string, amount: string) => `${company}: the dispute about ${amount} is lost`,
    },
    warned: (amount: string, day: string) =>
      `The bank of the card asks about the payment of ${amount} of ${day}. No money has been taken.`,
    opened: (amount: string, day: string) =>
      `The payment of ${amount} by card of ${day} is disputed, and the bank has taken the money back.`,
    won: (amount: string, day: string) =>
      `The dispute about the payment of ${amount} of ${day} is over: the money stays with us.`,
    lost: (amount: string, day: string) =>
      `The dispute about the payment of ${amount} of ${day} is over: the money has gone back to the payer.`,
    orders: (numbers: string) => `It paid for: ${numbers}`,
    answerBy: (day: string) => `Our proof has to be with the provider by ${day}.`,
    ours: (address: string) => `All disputes: ${address}`,
    askThem:
      'If this was a mistake, tell your bank that you know the payment. If something is wrong with the goods, write to your manager first: that is quicker.',
    account: (address: string) => `Your account: ${address}`,
  },
};

export type MoneyLetterWords = typeof moneyLetters;
