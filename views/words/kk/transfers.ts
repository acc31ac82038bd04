import type { Words } from '../en.ts';

export const transfers: Words['transfers'] = {
  title: 'Ауыстырулар',
  titleOf: (number) => `${number} ауыстыруы`,
  none: 'Филиалдар арасында ештеңе тасымалданып жатқан жоқ.',
  plan: 'Ауыстыруды жоспарлау',
  planIt: 'Жоспарлау',
  number: 'Нөмірі',
  from: 'Қайдан',
  to: 'Қайда',
  leavesOn: 'Жөнелтіледі',
  arrivesOn: 'Келеді',
  state: 'Күйі',
  late: 'кешігуде',
  states: { planned: 'Жоспарланды', left: 'Жолда', arrived: 'Келді', cancelled: 'Тоқтатылды' },
  needed: 'Тапсырыстарға керек',
  order: 'Тапсырыс',
  leaveBy: 'Жөнелту мерзімі',
  promisedFor: 'Уәде етілген күн',
  unpaid: 'әлі төленбеген',
  planFor: (number) => `${number} тапсырысы үшін жоспарлау`,
  forOrder: (number) => `${number} тапсырысы үшін`,
  pickedOnceHere:
    'Тауардың бәрі әлі мұнда емес: басқа филиалдан келетіні кіріске алынған соң жинауға болады.',
  letter: {
    subjects: {
      'order.goods-later': (number, branch) =>
        `${number} тапсырысы: ${branch} филиалындағы тауар кешірек келеді`,
      'order.goods-missing': (number, branch) =>
        `${number} тапсырысы: ${branch} филиалынан тауардың бәрі келген жоқ`,
      'order.goods-late': (number, branch) =>
        `${number} тапсырысы: ${branch} филиалындағы тауар әлі жоқ`,
    },
    said: {
      'order.goods-later': (number, branch) =>
        `${number} тапсырысының ${branch} филиалындағы тауары біз уәде еткеннен кешірек келеді.`,
      'order.goods-missing': (number, branch) =>
        `${number} тапсырысының ${branch} филиалынан келетін тауарының бәрі келген жоқ.`,
      'order.goods-late': (number, branch) =>
        `${number} тапсырысының ${branch} филиалындағы тауары уәде етілген, бірақ кіріске алынған жоқ.`,
    },
    comesOn: (day) => `Ол мұнда ${day} болады.`,
    promisedFor: (day) => `Ол ${day} күніне уәде етілген.`,
    missing: (sku, mass) => `Жетпейді: ${mass}, ${sku}`,
    next: {
      later: 'Тапсырыс тауар келген соң жиналады. Бұл сізге тым кеш болса, бізге қоңырау шалыңыз.',
      missing: 'Жетпейтін тауар туралы менеджеріңіз сізбен хабарласады.',
      missingOurs: 'Клиентпен сөйлесіңіз: басқа тауар, басқа филиал немесе кейінгі күн ұсыныңыз.',
      lateOurs: 'Тауардың қайда екенін анықтап, клиентке жаңа күнді айтыңыз.',
    },
  },
  sku: 'Артикул',
  find: 'Қайда жатыр',
  noLots: (sku) =>
    `${sku} бойынша ешбір филиалда жіберуге болатын партия жоқ. Артикулды тексеріңіз немесе зауытқа тапсырыс беріңіз.`,
  liesAt: (branch) => `Жатқан жері: ${branch}`,
  way: (branch, day, road) => `${branch}, ${day} болады, ${road} км`,
  ofHeat: (heat) => `${heat} балқымасы`,
  takeKg: (heat) => `${heat} балқымасынан, кг`,
  takePieces: (heat) => `${heat} балқымасынан, дана`,
  free: (mass) => `Бос: ${mass}`,
  liesPieces: (pieces) => `партияда ${pieces}`,
  note: 'Ескертпе',
  goods: 'Ауыстыру тауары',
  sent: 'Жіберілді',
  arrived: 'Келді',
  missing: (mass) => `${mass} жетпейді`,
  plannedBy: 'Жоспарланды',
  leftBy: 'Жіберілді',
  arrivedBy: 'Кіріске алынды',
  sends: (branch) => `${branch} филиалы жібереді: көлік шыққанда сол жерде белгілейді.`,
  receives: (branch) => `Тауар келгенде ${branch} филиалы кіріске алады.`,
  depart: 'Көлік шықты',
  bookIn: 'Кіріске алу',
  cameKg: (heat) => `${heat} балқымасынан келгені, кг`,
  camePieces: (heat) => `${heat} балқымасынан келгені, дана`,
  cancel: 'Ауыстыруды тоқтату',
  cancelWhy: 'Неге тоқтатылады',
  hereOn: (branch) => `${branch} филиалында`,
  coming: (mass, day) => `${mass} т ${day} келеді`,
};
