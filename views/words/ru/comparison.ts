import type { Words } from '../en.ts';

/** Products side by side. */
export const comparison: Words['comparison'] = {
  title: 'Сравнение',
  choose: 'Рядом — до 6 строк',
  chosen: (count) => `Отмечено: ${count} из 6`,
  go: 'Сравнить',
  clear: 'Снять',
  property: 'Свойство',
  form: 'Вид',
  massDifference: 'Масса к первому',
  pricePerM2: '₸/м²',
  differs: 'отличается',
  whatDiffers: 'Только отличия',
  everything: 'Все свойства',
  takeOut: (name) => `Убрать ${name}`,
  missing: (skus) => `Не сравниваем, такого нет в продаже: ${skus}`,
  surplus: (skus) => `Рядом помещается не больше шести. Не вошли: ${skus}`,
  nothing:
    'Здесь пока ничего нет. Отметьте до шести строк в разделе или в поиске либо назовите артикул.',
  alone: 'Добавьте ещё один товар, чтобы увидеть отличия.',
  alike: 'По всему, что нам известно, они не отличаются.',
  anotherSku: 'Добавить по артикулу',
  compareAll: 'Сравнить их',
};
