import type { Random } from './random.ts';

const men = [
  'Ерлан',
  'Асхат',
  'Данияр',
  'Нурлан',
  'Тимур',
  'Сергей',
  'Алексей',
  'Бауыржан',
  'Канат',
  'Виктор',
  'Марат',
  'Олег',
  'Руслан',
  'Айдос',
  'Дмитрий',
  'Серик',
  'Ержан',
  'Андрей',
  'Арман',
  'Жандос',
] as const;
const women = [
  'Айгуль',
  'Динара',
  'Гульнара',
  'Ольга',
  'Асель',
  'Наталья',
  'Жанна',
  'Мадина',
  'Светлана',
  'Алия',
  'Сауле',
  'Ирина',
  'Камила',
  'Елена',
  'Айнур',
  'Марина',
] as const;
const surnames = [
  'Ахметов',
  'Сулейменов',
  'Омаров',
  'Иванов',
  'Касымов',
  'Абдрахманов',
  'Петров',
  'Нургалиев',
  'Смирнов',
  'Жумабаев',
  'Тулегенов',
  'Кузнецов',
  'Байжанов',
  'Сарсенов',
  'Волков',
  'Искаков',
  'Мусин',
  'Рахимов',
  'Есенов',
  'Попов',
  'Кенжебаев',
  'Бекетов',
  'Соколов',
  'Ибраев',
  'Оспанов',
  'Лебедев',
  'Калиев',
  'Турсунов',
] as const;

/** A first name and a surname that agree, as people are called in Kazakhstan. */
export function personName(random: Random): string {
  const surname = random.pick(surnames);
  return random.chance(0.55)
    ? `${random.pick(men)} ${surname}`
    : `${random.pick(women)} ${surname}а`;
}

/** A mobile number of Kazakhstan, as people write it. */
export function mobileNumber(random: Random): string {
  const operator = random.pick(['701', '702', '705', '707', '747', '771', '775', '777', '778']);
  const rest = String(random.whole(0, 9_999_999)).padStart(7, '0');
  return `+7 ${operator} ${rest.slice(0, 3)} ${rest.slice(3, 5)} ${rest.slice(5)}`;
}
