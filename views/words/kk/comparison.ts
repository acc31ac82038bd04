import type { Words } from '../en.ts';

/** Products side by side. */
export const comparison: Words['comparison'] = {
  title: 'Салыстыру',
  choose: 'Қатарға 6 жолға дейін',
  chosen: (count) => `Белгіленді: 6-дан ${count}`,
  go: 'Салыстыру',
  clear: 'Тазалау',
  property: 'Қасиеті',
  form: 'Түрі',
  massDifference: 'Массасы біріншіге қарағанда',
  pricePerM2: '₸/м²',
  differs: 'өзгеше',
  whatDiffers: 'Тек айырмашылығы',
  everything: 'Барлық қасиеті',
  takeOut: (name) => `Алып тастау: ${name}`,
  missing: (skus) => `Салыстырылмады, мұндай тауар сатылмайды: ${skus}`,
  surplus: (skus) => `Қатар алтыдан артық тұрмайды. Сыймағаны: ${skus}`,
  nothing:
    'Мұнда әзірге ештеңе жоқ. Бөлімнен не іздеуден алты жолға дейін белгілеңіз немесе артикулын жазыңыз.',
  alone: 'Айырмашылығын көру үшін тағы бір тауар қосыңыз.',
  alike: 'Бізге белгілі қасиеттері бойынша айырмашылығы жоқ.',
  anotherSku: 'Артикулы бойынша қосу',
  compareAll: 'Оларды салыстыру',
};
