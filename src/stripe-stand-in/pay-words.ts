export const languages = ['en', 'ru', 'kk'] as const;
export type Language = (typeof languages)[number];

/** What the page on which people pay says. */
export type PayWords = {
  name: string;
  title: string;
  noMoney: string;
  order: string;
  amount: string;
  email: string;
  pay: string;
  loseWay: string;
  loseWayHint: string;
  decline: string;
  cancel: string;
  declined: string;
  paid: string;
  paidHere: string;
  expired: string;
  back: string;
  unknown: string;
  otherLanguages: string;
};

export const payWords: Record<Language, PayWords> = {
  en: {
    name: 'English',
    title: 'Card payment',
    noMoney: 'Stand-in for Stripe: no card is asked for and no money moves.',
    order: 'You pay for',
    amount: 'Amount',
    email: 'Receipt to',
    pay: 'Pay',
    loseWay: 'Pay and lose the way back',
    loseWayHint: 'As if the connection broke after the payment.',
    decline: 'Pay with a card that is declined',
    cancel: 'Back without paying',
    declined: 'The bank declined the card. Nothing was taken. Try another card or go back.',
    paid: 'This has been paid.',
    paidHere: 'Paid. The page of the shop did not open.',
    expired: 'This page is closed: its time is over, or the shop closed it. Nothing was taken.',
    back: 'Back to the shop',
    unknown: 'There is no such payment.',
    otherLanguages: 'Language',
  },
  ru: {
    name: 'Русский',
    title: 'Оплата картой',
    noMoney: 'Учебная страница вместо Stripe: карта не нужна, деньги не списываются.',
    order: 'Вы оплачиваете',
    amount: 'Сумма',
    email: 'Чек на адрес',
    pay: 'Оплатить',
    loseWay: 'Оплатить и потерять обратный путь',
    loseWayHint: 'Как при обрыве связи после оплаты.',
    decline: 'Оплатить картой, которую банк отклонит',
    cancel: 'Вернуться без оплаты',
    declined: 'Банк отклонил карту. Деньги не списаны. Попробуйте другую карту или вернитесь.',
    paid: 'Уже оплачено.',
    paidHere: 'Оплачено. Страница магазина не открылась.',
    expired: 'Страница закрыта: её время вышло или её закрыл магазин. Деньги не списаны.',
    back: 'Вернуться в магазин',
    unknown: 'Такого платежа нет.',
    otherLanguages: 'Язык',
  },
  kk: {
    name: 'Қазақша',
    title: 'Картамен төлеу',
    noMoney: 'Stripe орнындағы оқу беті: карта сұралмайды, ақша алынбайды.',
    order: 'Төлем мақсаты',
    amount: 'Сомасы',
    email: 'Чек мекенжайы',
    pay: 'Төлеу',
    loseWay: 'Төлеп, кері жолды жоғалту',
    loseWayHint: 'Төлемнен кейін байланыс үзілгендей.',
    decline: 'Банк қабылдамайтын картамен төлеу',
    cancel: 'Төлемей оралу',
    declined: 'Банк картаны қабылдамады. Ақша алынған жоқ. Басқа картаны көріңіз немесе оралыңыз.',
    paid: 'Төленіп қойған.',
    paidHere: 'Төленді. Дүкен беті ашылмады.',
    expired: 'Бет жабық: уақыты бітті немесе дүкен жапты. Ақша алынған жоқ.',
    back: 'Дүкенге оралу',
    unknown: 'Мұндай төлем жоқ.',
    otherLanguages: 'Тіл',
  },
};
