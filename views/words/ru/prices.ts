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

  pasteTitle: 'Вставить из таблицы',
  pasteField: 'Артикул и цены в ₸/т, по товару в строке',
  pasteHint:
    'Скопируйте ячейки и вставьте сюда. Если у цен есть пороги, первая строка говорит, от скольких тонн: артикул, 0, 5, 20. Пустая ячейка — порога нет.',
  paste: 'Внести в черновик',
  pasteRefused: (lines) =>
    `Не принято: ${countRu(lines, 'строка', 'строки', 'строк')}, поэтому ничего не изменено. Исправьте и вставьте снова.`,
  pasteLine: (line, problem) => `Строка ${line}: ${problem}`,
  pastedOver: 'Не поместилось на эту страницу ячеек: #. Вставьте весь блок по артикулам.',

  remarkCounts: {
    lost: (count) => `остаются без цены: ${countRu(count, 'товар', 'товара', 'товаров')}`,
    'below-floor': (count) => `ниже минимума: ${countRu(count, 'цена', 'цены', 'цен')}`,
    moved: (count) => `изменение больше 10 %: ${countRu(count, 'цена', 'цены', 'цен')}`,
    rises: (count) => `растут с весом: ${countRu(count, 'цена', 'цены', 'цен')}`,
    new: (count) => `впервые с ценой: ${countRu(count, 'товар', 'товара', 'товаров')}`,
  },
  belowFloor: (floor) => `ниже минимума ${floor}`,

  affected: (companies) =>
    `Эти цены — для ${countRu(companies, 'компании', 'компаний', 'компаний')}`,
  affectedBuying: (companies) =>
    `Заказывали что-то из изменённого: ${countRu(companies, 'компания', 'компании', 'компаний')}.`,
  affectedList: 'Какие компании',
  agreement: 'Договор',
  group: 'Группа',
  boughtOfThese: 'Заказывали из них',

  undoColumn: 'Отмена',
  changesOf: 'Что изменила',
  seeChanges: 'Посмотреть изменения',
  versionOf: (code, number) => `${code}, версия ${number}`,
  backToList: 'Назад к прайс-листу',
  comes: (number, day) => `затем версия ${number} с ${day}`,
  takenBack: 'отменена',
  takesBack: (number) => `отменяет версию ${number}`,
  takenBackOn: (moment, name) => `отменена ${moment} ${name}`,
  undoPublication: 'Отменить публикацию',
  undoQuestion:
    'Отменить публикацию? С сегодняшнего дня снова действуют прежние цены. Заказы сохраняют свои цены.',
  cancelPublication: 'Снять с публикации',
  cancelQuestion: 'Снять эту публикацию? Прежние цены останутся в силе.',
  undone: 'Публикация отменена, снова действуют прежние цены',
};
