import {
  type Field,
  choice,
  exactly,
  matching,
  number,
  optional,
  words,
} from '../../support/every-form.ts';

export const email = (valid: string) => matching(valid, /^\s*[\w.-]+@[\w-]+(\.[\w-]+)+\s*$/);

/** Left empty it takes a limit away. */
export const amountOrNone = (): Field => {
  const amount = number('5000000', { min: 0, max: 100_000_000_000, decimals: 2 });
  return { ...amount, takes: (text) => text === '' || amount.takes(text) };
};

export const branch = () => choice('ALA', ['ALA', 'NQZ']);

export const roleOfCompany = () =>
  choice('buyer', ['buyer', 'approver', 'accountant', 'foreman', 'company_admin']);

/** The same, or nothing: not sent, or left empty. */
export const orEmpty = (given: Field): Field => ({
  ...given,
  takes: (text) => text === undefined || text.trim() === '' || given.takes(text),
});

/** Nothing typed is meant too. */
export const blankOr = (given: Field): Field => ({
  ...given,
  takes: (text) => text?.trim() === '' || given.takes(text),
});

/** A file that nobody sent: none waits for whoever fills a form in here. */
export const noFile = () => optional(exactly(''));

export const someUnit = (valid: string) => choice(valid, ['pcs', 'm', 'm2', 'kg', 't']);

export const pricePerTonne = (valid: string) =>
  orEmpty(number(valid, { min: 0.01, max: 100_000_000, decimals: 2 }));

export const whyNot = () => words('not so', { min: 3, max: 300 });
