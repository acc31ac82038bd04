type Named = { name: string; number: string; companyName: string };

/** Letters about an order, in plain text. */
export const mail = {
  placedSubject: (number: string) => `Order ${number} is placed`,
  placed: ({ name, number, companyName }: Named) =>
    `Good day, ${name}.\n\nOrder ${number} of ${companyName} is placed.`,
  placedByUs: (clerk: string) => `${clerk} placed it for you.`,
  weight: (weight: string) => `Theoretical weight: ${weight}`,
  total: (amount: string) => `Total with VAT: ${amount}`,
  cutting: (amount: string) => `Of that cutting to length: ${amount}`,
  freight: (amount: string) => `Of that delivery: ${amount}`,
  remnants: (amount: string) => `For remnants left with us, already taken off: ${amount}`,
  reservedUntil: (moment: string) => `The stock is held for you until ${moment}, Almaty time.`,
  cancelledSubject: (number: string) => `Order ${number} is cancelled`,
  cancelled: ({ name, number, companyName }: Named) =>
    `Good day, ${name}.\n\nOrder ${number} of ${companyName} is cancelled.`,
  reason: (reason: string) => `Reason: ${reason}`,
  askedBy: (who: string) => `Asked by: ${who}`,
  link: (address: string) => `The order: ${address}`,
  documents: (address: string) =>
    `Its documents — the confirmation and, where it is paid first, the invoice for payment: ${address}`,
  signature: 'Counterweight',
};

export type MailWords = typeof mail;
