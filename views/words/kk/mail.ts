import type { MailWords } from '../en/mail.ts';

export const mail: MailWords = {
  placedSubject: (number) => `${number} тапсырысы рәсімделді`,
  placed: ({ name, number, companyName }) =>
    `Сәлеметсіз бе, ${name}!\n\n${companyName} компаниясының ${number} тапсырысы рәсімделді.`,
  placedByUs: (clerk) => `Сіз үшін рәсімдеген: ${clerk}.`,
  weight: (weight) => `Теориялық салмағы: ${weight}`,
  total: (amount) => `ҚҚС-пен барлығы: ${amount}`,
  cutting: (amount) => `Оның ішінде кесу: ${amount}`,
  remnants: (amount) => `Бізде қалған қалдықтар үшін шегерілді: ${amount}`,
  reservedUntil: (moment) => `Тауар сіз үшін Алматы уақытымен ${moment} дейін сақталады.`,
  cancelledSubject: (number) => `${number} тапсырысы тоқтатылды`,
  cancelled: ({ name, number, companyName }) =>
    `Сәлеметсіз бе, ${name}!\n\n${companyName} компаниясының ${number} тапсырысы тоқтатылды.`,
  reason: (reason) => `Себебі: ${reason}`,
  asksForSubject: (company, lines) => `${company}: бізде жоқ тауарларға сұрау (${lines})`,
  asksFor: (name, company) =>
    `Сәлеметсіз бе, ${name}!\n\n${company} бізде жоқ тауарды сұрайды. Клиенттің өз сөзімен:`,
  askedBy: (who) => `Сұраған: ${who}`,
  customer: (address) => `Клиент: ${address}`,
  link: (address) => `Тапсырыс: ${address}`,
  signature: 'Counterweight',
};
