import type { Words } from '../en.ts';
import { countRu } from '../plural.ts';

export const prices: Words['prices'] = {
  form: 'Вид проката',
  allForms: 'Все виды',
  allGrades: 'Все марки',
  sizeFrom: 'Размер от, мм',
  sizeTo: 'до, мм',
  only: 'Показать',
  allPrices: 'все цены',

  ruleTitle: 'Изменить многие сразу',
  ruleIsFor: (products) =>
    `Для показанного выше: ${countRu(products, 'товар', 'товара', 'товаров')}. Если нужно меньше, сначала сузьте отбор.`,
  basis: 'Как',
  bases: {
    share: 'изменить на, %',
    price: 'цена × коэффициент',
    cost: 'себестоимость × коэффициент',
  },
  ruleValue: 'На сколько',
  ruleHint: '3 или -2,5 в процентах; 1,14 как коэффициент',
  foresee: 'Посмотреть, что изменится',
  ruleChanges: (changed, total) =>
    `Изменится ${countRu(changed, 'цена', 'цены', 'цен')}, отобрано: ${countRu(total, 'товар', 'товара', 'товаров')}.`,
  ruleChangesNothing: (total) =>
    `Ничего не изменится (отобрано: ${countRu(total, 'товар', 'товара', 'товаров')}): цены уже такие или себестоимость неизвестна.`,
  applyRule: (changed) => `Изменить в черновике ${countRu(changed, 'цену', 'цены', 'цен')}`,

  remarkCounts: {
    lost: (count) =>
      `без цены ${countRu(count, 'остаётся товар', 'остаются товара', 'остаются товаров')}`,
    'below-floor': (count) => `ниже минимума ${countRu(count, 'цена', 'цены', 'цен')}`,
    moved: (count) => `более чем на 10 % ${countRu(count, 'цена', 'цены', 'цен')}`,
    rises: (count) => `растёт с весом ${countRu(count, 'цена', 'цены', 'цен')}`,
    new: (count) => `впервые с ценой ${countRu(count, 'товар', 'товара', 'товаров')}`,
  },
  belowFloor: (floor) => `ниже минимума ${floor}`,
};
