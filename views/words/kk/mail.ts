import type { MailWords } from '../en/mail.ts';

export const mail: MailWords = {
  placedSubject: (number) => `${number} тапсырысы рәсімделді`,
  placed: ({ name, number, companyName }) =>
    `Сәлеметсіз бе, ${name}!\n\n${companyName} компаниясының ${number} тапсырысы рәсімделді.`,
  placedByUs: (clerk) => `Сіз үшін рәсімдеген: ${clerk}.`,
  weight: (weight) => `Теориялық салмағы: ${weight}`,
  total: (amount) => `ҚҚС-пен барлығы: ${amount}`,
  cutting: (amount) => `Оның ішінде кесу: ${amount}`,
  freight: (amount) => `Оның ішінде жеткізу: ${amount}`,
  remnants: (amount) => `Бізде қалған қалдықтар үшін шегерілді: ${amount}`,
  reservedUntil: (moment) => `Тауар сіз үшін Алматы уақытымен ${moment} дейін сақталады.`,
  cancelledSubject: (number) => `${number} тапсырысы тоқтатылды`,
  cancelled: ({ name, number, companyName }) =>
    `Сәлеметсіз бе, ${name}!\n\n${companyName} компаниясының ${number} тапсырысы тоқтатылды.`,
  reason: (reason) => `Себебі: ${reason}`,
  askedBy: (who) => `Сұраған: ${who}`,
  link: (address) => `Тапсырыс: ${address}`,
  documents: (address) =>
    `Тапсырыс құжаттары — растау және алдын ала төленсе, төлемге арналған шот: ${address}`,
  signature: 'Counterweight',
};
