/** Words around a question of how it felt; the questions themselves stand in the instrument. */
export const prompts = {
  title: 'One question',
  about: {
    TP_REQUEST_CLOSED: 'About your request that we closed',
    TP_QUOTE_SENT: 'About this quote',
    TP_QUOTE_CLOSED: 'About our quote',
    TP_ORDER_CONFIRMED: 'About placing this order',
    TP_PAID_ONLINE: 'About paying on the site',
    TP_PICKUP_DONE: 'About fetching your goods',
    TP_IN_TRANSIT: 'About the way of your goods',
    TP_DELIVERED: 'About the delivery',
    TP_INSPECTED: 'About the metal that you received',
    TP_DOCS: 'About the documents',
    TP_CLAIM_RESOLVED: 'About how we solved it',
    TP_RELATIONSHIP: 'About us as your supplier',
  },
  whoSees:
    'A low answer goes to your account manager or the head of sales with your name, so that somebody calls you. All other answers are only counted. Your colleagues see none of them.',
  onlyInTotals: 'Only in totals: nobody sees it with my name, and nobody can call me back',
  send: 'Answer',
  save: 'Save the change',
  dismiss: 'Do not ask about this',
  dismissed: 'We shall not ask about this again.',
  stored: 'Thank you, your answer is kept.',
  changeUntil: (moment: string) => `It can be changed until ${moment}.`,
  weCall: 'Somebody of ours will contact you about it within one business day.',
  hintWhy: 'A few words are enough, or none.',
  byPhone: (name: string) =>
    `Read this to ${name} word for word, who sees it included, and mark what you are told. It is kept as dictated to you; the customer finds it among his answers and may change it. If there is no time, leave it: it is asked otherwise.`,
  letter: {
    subject: (number: string | undefined) =>
      number === undefined ? 'One question' : `One question about ${number}`,
    greeting: (name: string) => `Hello ${name},`,
    about: (number: string) => `One question about ${number}:`,
    howItWorks:
      'A link opens the page with that answer chosen; it is given only when you press the button there.',
    until: (moment: string) => `The link answers once and holds until ${moment}.`,
  },
  openUntil: (moment: string) => `Open until ${moment}`,
  back: 'Back',
};
