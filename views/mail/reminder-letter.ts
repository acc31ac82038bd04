import { leftOf, type RemindedPart, type ReminderNotice } from '../../src/credit/reminder.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/**
 * What an accountant reads of what is to be paid: which orders, how much by which
 * day, what of it is late, and where to pay. Each day later is said more firmly,
 * never rudely. With the shop's public address every order leads to its payment.
 */
export function reminderLetter(
  notice: ReminderNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { language, readerName, companyName, tone, parts, on } = notice;
  const { mail, quotes, reminders } = wordsFor(language);
  const { moneyExact } = figuresFor(language);
  const late = parts.filter(({ dueOn }) => dueOn < on);
  const total = moneyExact(leftOf(parts));
  return {
    subject: reminders.letter.subjects[tone](companyName, total),
    body: [
      quotes.letter.greeting(readerName),
      '',
      reminders.letter.openings[tone](companyName),
      '',
      ...parts.map((part) => partInWords(part, notice, publicUrl)),
      '',
      reminders.letter.total(total),
      ...(late.length > 0 ? [reminders.letter.late(moneyExact(leftOf(late)))] : []),
      '',
      reminders.letter.howToPay,
      ...(notice.managerName === null
        ? []
        : [reminders.letter.questions(contactOf(notice.managerName, notice.managerPhone))]),
      reminders.letter.crossed,
      `\n${mail.signature}`,
    ].join('\n'),
  };
}

const contactOf = (name: string, phone: string | null) => [name, phone].filter(Boolean).join(', ');

function partInWords(
  { orderId, number, dueOn, leftMinor }: RemindedPart,
  { language, on }: ReminderNotice,
  publicUrl: string | undefined,
): string {
  const { letter } = wordsFor(language).reminders;
  const { moneyExact, date } = figuresFor(language);
  const [amount, day] = [moneyExact(leftMinor), date(dueOn)];
  const said = dueOn < on ? letter.partLate(number, amount, day) : letter.part(number, amount, day);
  return publicUrl ? `${said}\n   ${publicUrl}/o/${orderId}` : said;
}
