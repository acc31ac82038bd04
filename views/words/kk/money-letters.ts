import type { MoneyLetterWords } from '../en/money-letters.ts';

export const moneyLetters: MoneyLetterWords = {
  release: {
    asked: (number, company) =>
      `${number} тапсырысының (${company}) тауары жөнелтуге рұқсат күтіп тұр. Шешім сізден.`,
    granted: (number, company) => `${number} тапсырысының (${company}) тауарын жөнелтуге болады.`,
    refused: (number, company) => `${number} тапсырысының (${company}) тауары жөнелтілмейді.`,
    subjects: {
      asked: (number) => `${number} тапсырысы: тауар жөнелтуге рұқсат күтеді`,
      granted: (number) => `${number} тапсырысы: жөнелтуге рұқсат берілді`,
      refused: (number) => `${number} тапсырысы: жөнелтуден бас тартылды`,
    },
    over: (amount) => `Лимиттен тыс: ${amount}`,
    held: 'Жөнелту бұғатталған.',
    decide: (address) => `Шешу: ${address}`,
    order: (address) => `Тапсырыс: ${address}`,
  },
  waiting: {
    subject: (number) => `${number} көлігі тиелді, төлем күтіп тұр`,
    loaded: (number, order, company) =>
      `${order} тапсырысының (${company}) тауары тиелген ${number} көлігі әзірге шыға алмайды.`,
    plate: (plate) => `Мемлекеттік нөмірі: ${plate}`,
    unpaid: (amount) => `Шыққанға дейін төлеу керек: ${amount}`,
    'over-limit': (amount) => `Қарызға лимиттен ${amount} артық алынған.`,
    held: 'Мерзімі өткен қарыз өтелгенше қарызға босату тоқтатылды.',
    pay: (address) =>
      `Осында картамен немесе мақсатында тапсырыс нөмірін көрсетіп аударыммен төлеңіз; ақша түскен бойда көлік шығады: ${address}`,
    settle: (address) => `Не ашық және қалай төлеуге болады: ${address}`,
    forUs: (address) => `Тапсырыс: ${address}`,
  },
  dispute: {
    subjects: {
      warned: (company, amount) => `${company}: банк ${amount} төлемі туралы сұрайды`,
      opened: (company, amount) => `${company}: ${amount} карта төлемі даулануда`,
      won: (company, amount) => `${company}: ${amount} төлемі туралы дау біздің пайдамызға шешілді`,
      lost: (company, amount) =>
        `${company}: ${amount} төлемі туралы дау төлеушінің пайдасына шешілді`,
    },
    warned: (amount, day) =>
      `Карта иесінің банкі ${day} күнгі ${amount} төлемі туралы мәлімет сұрайды. Ақша алынған жоқ.`,
    opened: (amount, day) =>
      `${day} күнгі ${amount} карта төлемі дауланды, банк ақшаны қайтарып алды.`,
    won: (amount, day) => `${day} күнгі ${amount} төлемі туралы дау аяқталды: ақша бізде қалады.`,
    lost: (amount, day) =>
      `${day} күнгі ${amount} төлемі туралы дау аяқталды: ақша төлеушіге қайтты.`,
    orders: (numbers) => `Төленгені: ${numbers}`,
    answerBy: (day) => `Дәлелдеріміз төлем жүйесінде ${day} дейін болуы тиіс.`,
    ours: (address) => `Барлық даулар: ${address}`,
    askThem:
      'Бұл қателік болса, банкіңізге төлем сізге таныс екенін айтыңыз. Тауарда бір кінәрат болса, алдымен менеджеріңізге жазыңыз — бұл тезірек.',
    account: (address) => `Өзара есептер: ${address}`,
  },
};
