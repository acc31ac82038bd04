import type { Words } from '../en.ts';

export const cutting: Words['cutting'] = {
  title: 'Өлшемге кесу',
  hint: (bar, kerf) =>
    `Әр ұзындыққа бір жол: 40 × 2350 немесе 2,35 м × 40 дана. Хлыст ${bar}, кесік ${kerf}.`,
  list: 'Бөлшектер тізімі',
  plan: 'Кесуді есептеу',
  needed: 'Қажет хлыст',
  bound: (count) => `қалай кессе де ${count} хлыстан аз жетпейді`,
  best: 'қалай кессе де бұдан аз жетпейді',
  yield: 'Пайдалы шығым',
  cuts: 'Кесу саны',
  remnants: 'Жарамды қалдықтар',
  scrap: 'Қиындылар',
  none: 'жоқ',
  picture: (bars, pieces, left) => `${bars} × (${pieces}), қалдығы ${left}`,
  unread: (typed) => `«${typed}» оқылмайды: саны мен ұзындығын жазыңыз.`,
  add: (bars) => `Себетке ${bars} салу`,
  problems: {
    'no-pieces': 'Не кесу керегін жазыңыз.',
    'not-positive': 'Ұзындық пен сан нөлден үлкен.',
    'not-whole': 'Ұзындық — бүтін миллиметр.',
    'too-large': 'Мұндай ұзындық болмайды.',
    'longer-than-stock': 'Бөлшек хлыстан ұзын.',
    'too-many-pieces': 'Бір ретте ең көбі 2 000 бөлшек: тізімді бөліңіз.',
    'too-many-lengths': 'Бір ретте ең көбі 100 түрлі ұзындық: тізімді бөліңіз.',
  },
};
