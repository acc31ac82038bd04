import type { sale as shape } from '../en/sale.ts';

export const sale: typeof shape = {
  added: (count) => `Себетке ${count} жол қосылды`,
  nothingAdded: 'Кемінде бір тауардың санын көрсетіңіз.',
  lineProblem: (sku) => `${sku}: саны түсініксіз. Мысалы, 12 немесе 1,5 деп жазыңыз.`,
  notSoldSo: (sku) => `${sku} бұл өлшем бірлігімен сатылмайды немесе сатылымнан алынған.`,
  quantityOf: (name) => `Саны: ${name}`,
  shortOf: (available) => `мұнда тек ${available}`,
  comesFrom: (mass, branch, day) => `${mass} ${branch} филиалынан ${day} келеді`,
  otherCarts: 'Компанияңыздың басқа ашық себеттері',
  continueIn: (code) => `${code} себетінде жалғастыру`,
  changeDetails: 'Сақтап, қайта есептеу',
  anotherOrder: 'Иә, бұл басқа тапсырыс',
  whyThisPrice: 'Баға неге осындай',
  noDerivation: 'Бұл сату басқа жүйеде жасалған; бағасының қалай шыққаны мұнда белгісіз.',
  cancellationReasons: {
    'not-needed': 'Енді қажет емес',
    'too-late': 'Тым кеш жеткізіледі',
    'too-dear': 'Арзанырағын таптық',
    mistake: 'Қателесіп тапсырыс берілді',
    other: 'Басқа себеп',
  },
  reasonInWords: 'Қысқаша жазыңыз',
  repeated: (added, missing) =>
    missing === 0
      ? `${added} жол бүгінгі бағамен себетке салынды`
      : `${added} жол себетке салынды; енді сатылмайтыны: ${missing}`,
  toCart: 'Себетке',
  showing: 'Көрсету',
  earlier: 'Ертерек тапсырыстар',
  placedByStaff: (name) => `${name} Сіз үшін`,
  seeAllOrders: 'Барлық тапсырыстар',
  pickUp: 'Өзі алып кету, жеткізусіз',
  nobody: 'Көрсетілмеген',
};
