import type { MoneyLetterWords } from '../en/money-letters.ts';

export const moneyLetters: MoneyLetterWords = {
  release: {
    asked: (number, company) =>
      `Товар по заказу ${number} (${company}) ждёт разрешения на отгрузку. Решаете вы.`,
    granted: (number, company) => `Товар по заказу ${number} (${company}) можно отгружать.`,
    refused: (number, company) => `Товар по заказу ${number} (${company}) не отгружаем.`,
    subjects: {
      asked: (number) => `Заказ ${number}: товар ждёт разрешения на отгрузку`,
      granted: (number) => `Заказ ${number}: отгрузка разрешена`,
      refused: (number) => `Заказ ${number}: в отгрузке отказано`,
    },
    over: (amount) => `Сверх лимита: ${amount}`,
    held: 'Отгрузку держит блокировка.',
    decide: (address) => `Решить: ${address}`,
    order: (address) => `Заказ: ${address}`,
  },
  waiting: {
    subject: (number) => `Машина ${number} загружена и ждёт оплаты`,
    loaded: (number, order, company) =>
      `Машина ${number} с товаром по заказу ${order} (${company}) загружена и пока не может выехать.`,
    plate: (plate) => `Госномер: ${plate}`,
    unpaid: (amount) => `До выезда нужно оплатить: ${amount}`,
    'over-limit': (amount) => `Задолженность превышает лимит на ${amount}.`,
    held: 'Отпуск в долг остановлен, пока не погашена просрочка.',
    pay: (address) =>
      `Оплатите картой здесь или переводом с номером заказа в назначении; машина выедет, как только деньги поступят: ${address}`,
    settle: (address) => `Что открыто и как оплатить: ${address}`,
    forUs: (address) => `Заказ: ${address}`,
  },
  dispute: {
    subjects: {
      warned: (company, amount) => `${company}: запрос банка о платеже ${amount}`,
      opened: (company, amount) => `${company}: оспорен платёж картой ${amount}`,
      won: (company, amount) => `${company}: спор о платеже ${amount} выигран`,
      lost: (company, amount) => `${company}: спор о платеже ${amount} проигран`,
    },
    warned: (amount, day) =>
      `Банк держателя карты запрашивает сведения о платеже ${amount} от ${day}. Деньги не списаны.`,
    opened: (amount, day) =>
      `Платёж картой ${amount} от ${day} оспорен, банк забрал деньги обратно.`,
    won: (amount, day) => `Спор о платеже ${amount} от ${day} окончен: деньги остаются у нас.`,
    lost: (amount, day) =>
      `Спор о платеже ${amount} от ${day} окончен: деньги вернулись плательщику.`,
    orders: (numbers) => `Платёж за: ${numbers}`,
    answerBy: (day) => `Наши доказательства должны быть у платёжной системы до ${day}.`,
    ours: (address) => `Все споры: ${address}`,
    askThem:
      'Если это ошибка, сообщите своему банку, что платёж вам знаком. Если что-то не так с товаром, сначала напишите своему менеджеру — так быстрее.',
    account: (address) => `Взаиморасчёты: ${address}`,
  },
};
