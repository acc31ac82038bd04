import type { MailWords } from '../en/mail.ts';

export const mail: MailWords = {
  placedSubject: (number) => `Заказ ${number} оформлен`,
  placed: ({ name, number, companyName }) =>
    `Здравствуйте, ${name}!\n\nЗаказ ${number} компании ${companyName} оформлен.`,
  placedByUs: (clerk) => `Оформил(а) для вас: ${clerk}.`,
  weight: (weight) => `Теоретический вес: ${weight}`,
  total: (amount) => `Итого с НДС: ${amount}`,
  cutting: (amount) => `В том числе резка: ${amount}`,
  freight: (amount) => `В том числе доставка: ${amount}`,
  remnants: (amount) => `За остатки, оставленные у нас, уже вычтено: ${amount}`,
  reservedUntil: (moment) => `Товар зарезервирован для вас до ${moment} по времени Алматы.`,
  cancelledSubject: (number) => `Заказ ${number} отменён`,
  cancelled: ({ name, number, companyName }) =>
    `Здравствуйте, ${name}!\n\nЗаказ ${number} компании ${companyName} отменён.`,
  reason: (reason) => `Причина: ${reason}`,
  askedBy: (who) => `Спрашивает: ${who}`,
  link: (address) => `Заказ: ${address}`,
  documents: (address) =>
    `Документы заказа — подтверждение и, если оплата вперёд, счёт на оплату: ${address}`,
  signature: 'Counterweight',
};
