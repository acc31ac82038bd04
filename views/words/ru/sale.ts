import type { sale as shape } from '../en/sale.ts';
import { countRu } from '../plural.ts';

export const sale: typeof shape = {
  added: (count) =>
    `${countRu(count, 'позиция добавлена', 'позиции добавлены', 'позиций добавлено')} в корзину`,
  nothingAdded: 'Укажите количество хотя бы у одного товара.',
  lineProblem: (sku) => `${sku}: количество не распознано. Напишите, например, 12 или 1,5.`,
  notSoldSo: (sku) => `${sku} не продаётся в этих единицах или снят с продажи.`,
  quantityOf: (name) => `Количество: ${name}`,
  shortOf: (available) => `здесь только ${available}`,
  comesFrom: (mass, branch, day) => `${mass} придёт из филиала ${branch} ${day}`,
  otherCarts: 'Другие открытые корзины вашей компании',
  continueIn: (code) => `Продолжить в ${code}`,
  changeDetails: 'Сохранить и пересчитать',
  anotherOrder: 'Да, это другой заказ',
  whyThisPrice: 'Почему такая цена',
  noDerivation: 'Эта продажа сделана в другой системе; как сложилась её цена, здесь неизвестно.',
  cancellationReasons: {
    'not-needed': 'Больше не нужно',
    'too-late': 'Слишком поздно привезут',
    'too-dear': 'Нашли дешевле',
    mistake: 'Заказано по ошибке',
    other: 'Другая причина',
  },
  reasonInWords: 'В нескольких словах',
  repeated: (added, missing) =>
    missing === 0
      ? `${countRu(added, 'позиция перенесена', 'позиции перенесены', 'позиций перенесено')} в корзину по ценам дня`
      : `${countRu(added, 'позиция перенесена', 'позиции перенесены', 'позиций перенесено')} в корзину; больше не продаётся: ${missing}`,
  toCart: 'В корзину',
  showing: 'Показать',
  earlier: 'Более ранние заказы',
  placedByStaff: (name) => `${name} за вас`,
  seeAllOrders: 'Все заказы',
  pickUp: 'Самовывоз, без доставки',
  nobody: 'Не указан',
};
