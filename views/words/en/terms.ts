/** Terms that wait for a second person, and what they would change. */
export const terms = {
  title: 'Terms to approve',
  lead: 'What goes beyond the authority of its author counts only after somebody else has approved it.',
  none: 'Nothing waits for approval.',
  waits: 'waits for approval',
  states: {
    draft: 'waits for approval',
    agreed: 'agreed',
    'sent-back': 'sent back',
    withdrawn: 'withdrawn',
  },
  beyond: {
    'credit-limit': 'credit limit above the authority',
    'credit-unlimited': 'credit without a limit',
    'payment-days': 'more days to pay than the authority',
    tolerance: 'tolerance above the authority',
    'price-strategy': 'lowest price of all lists',
  },
  draftedBy: (name: string, when: string) => `Drafted by ${name}, ${when}`,
  wishedFrom: (day: string) => `To begin on ${day}`,
  decidedBy: (name: string, when: string) => `${name}, ${when}`,
  outdated:
    'Newer terms were agreed since. This draft can only be sent back or withdrawn; its author drafts it anew.',
  approve: 'Approve',
  approveQuestion: (company: string) => `Approve the new terms of ${company}?`,
  sendBack: 'Send back',
  note: 'Why it is sent back',
  withdraw: 'Withdraw',
  yours: 'You drafted this, so somebody else decides.',
  waitsForOther: 'The head of sales or an administrator decides.',
  drafted: (version: number) =>
    `Version ${version} is a draft: it goes beyond your authority and waits for a second person.`,
  draftNotice: (version: number) =>
    `Version ${version} waits for approval. Until then the terms below stay as they are.`,
  toList: 'Terms to approve',
  deeds: {
    approved: 'The terms are approved',
    'sent-back': 'The draft is sent back to its author',
    withdrawn: 'The draft is withdrawn',
  },
};
