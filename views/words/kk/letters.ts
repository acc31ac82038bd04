import type { Words } from '../en.ts';

/** The figures of loyalty by mail, for those of ours who want them. */
export const letters: Words['letters'] = {
  title: 'Сандар поштамен',
  link: 'Поштамен',
  lead: 'Адалдықтың негізгі сандары аралықтарымен, өзіңізге: беттегінің өзі, одан артық ештеңе жоқ.',
  how: 'Қаншалықты жиі',
  rhythms: { weekly: 'апта сайын', monthly: 'ай сайын' },
  language: 'Тіл',
  languages: { kk: 'қазақша', ru: 'орысша', en: 'ағылшынша' },
  none: 'Хат алмайсыз.',
  wanted: (how, language) => `Оларды ${how} аласыз, тілі: ${language}.`,
  next: 'Келесісі жаңа аптаның немесе айдың бірінші түнінен кейін келеді.',
  save: 'Маған жіберу',
  end: 'Енді жібермеу',
  subjects: { weekly: 'Бір аптадағы адалдық', monthly: 'Бір айдағы адалдық' },
  ends: 'Бұл хаттарды енді алмау:',
  endTitle: 'Енді хат жазбау',
  endAsk: 'Адалдық сандары бар хаттар енді келмейді.',
  endDo: 'Тоқтату',
  ended: 'Адалдық сандары бар хаттарды енді алмайсыз. Адалдық бетінде қайта сұрауға болады.',
};
