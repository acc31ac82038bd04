import { countEn } from '../plural.ts';

type Subject = (company: string, amount: string) => string;
type Opening = (company: string) => string;

/** Reminders of what is to be paid: the letters, and how we see and silence them. */
export const reminders = {
  letter: {
    subjects: {
      ahead: ((company, amount) => `${company}: ${amount} will be due soon`) as Subject,
      due: ((company, amount) => `${company}: ${amount} to pay today`) as Subject,
      late: ((company, amount) => `${company}: ${amount} to pay, some of it is late`) as Subject,
      firm: ((company, amount) => `${company}: please pay ${amount}, it is overdue`) as Subject,
      last: ((company, amount) => `${company}: ${amount} is long overdue`) as Subject,
    },
    openings: {
      ahead: ((company) =>
        `A payment of ${company} falls due in the next days. This is only so that you can plan it.`) as Opening,
      due: ((company) => `Today is the last day to pay for these orders of ${company}.`) as Opening,
      late: ((company) =>
        `The day to pay for these orders of ${company} has passed, perhaps unnoticed. Please have a look.`) as Opening,
      firm: ((company) =>
        `These orders of ${company} are overdue. While they are, new orders on account may be stopped. Please pay, or tell us when you will.`) as Opening,
      last: ((company) =>
        `These orders of ${company} have been overdue for weeks and our reminders had no answer. Please pay now or call us today, so that we find a way together.`) as Opening,
    },
    part: (number: string, amount: string, day: string) =>
      `Order ${number}: ${amount}, to pay by ${day}`,
    partLate: (number: string, amount: string, day: string) =>
      `Order ${number}: ${amount}, was to be paid by ${day}`,
    total: (amount: string) => `Together: ${amount}`,
    late: (amount: string) => `Of that overdue: ${amount}`,
    howToPay:
      'How to pay: by bank transfer with the order numbers in the purpose, or by card on the page of the order.',
    questions: (who: string) => `Questions: ${who}`,
    crossed: 'If you have paid already, this letter has crossed with the payment: nothing to do.',
  },
  title: 'Reminders',
  none: 'Nobody was reminded yet.',
  writtenOn: (day: string, amount: string) => `${day}: reminded of ${amount}`,
  letters: (count: number) =>
    count === 0
      ? 'nobody to write to: the company has no accountant and no administrator'
      : countEn(count, 'letter', 'letters'),
  waitingOn: (day: string) => `${day}: a letter is about to go out`,
  stoppedOn: (day: string) => `${day}: not sent, the payment had arrived`,
  tones: {
    ahead: 'ahead of the day',
    due: 'on the day',
    late: 'friendly',
    firm: 'firm',
    last: 'last',
  },
  pausedUntil: (day: string, name: string, why: string) =>
    `No reminders until ${day}: ${why} (${name})`,
  pause: 'No reminders until a day',
  pauseUntil: 'Until, the last day included',
  pauseReason: 'Why: what was promised, and by whom',
  resume: 'Remind again',
};
