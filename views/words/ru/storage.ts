import type { Words } from '../en.ts';
import { countRu } from '../plural.ts';

const daysAsMany = (days: number) => countRu(days, 'суток', 'суток', 'суток');
const daysOf = (days: number) => countRu(days, 'сутки', 'суток', 'суток');

export const storage: Words['storage'] = {
  of: (days) => `Хранение, ${daysOf(days)}`,
  lay: (days, weight) => `${daysOf(days)}, ${weight}`,
  follows: 'Из чего складывается',
  product: (weight, days, fee) => `${weight} × ${daysOf(days)} × ${fee} за тонну в сутки, с НДС.`,
  freeUntil: (day) =>
    `Бесплатно до ${day} включительно; далее считаются сутки, в том числе день вывоза.`,
  capped: (days) => `Не более ${daysAsMany(days)}.`,
  free: (day) => `Товар хранится бесплатно до ${day} включительно.`,
  fee: (fee) => `Далее ${fee} за тонну в сутки, с НДС.`,
  since: (day) =>
    `Товар хранился бесплатно до ${day} включительно; с тех пор хранение платное, счёт при вывозе.`,
  soFar: (days, weight, sum) => `На сегодня: ${daysOf(days)}, ${weight}, ${sum} с НДС.`,
  notTold:
    'Письмо о готовности заказа не отправлено: бесплатные дни не начались, плата за хранение не берётся.',
  unwound: (day) =>
    `Оплачиваемые сутки истекли. С ${day} мы вправе расторгнуть заказ; позвоните нам, чтобы вывезти товар.`,
  letter: {
    readySubject: (number) => `Заказ ${number} готов`,
    ready: (number, company, weight) => `Заказ ${number} (${company}) готов: ${weight}.`,
    fetched: (branch) => `Товар можно забрать в филиале: ${branch}.`,
    brought: (site) => `Мы привезём товар: ${site}.`,
    freeFor: (days) => `Хранение бесплатно в день этого письма и ещё ${days} дн.`,
    feeAfter: (fee) => `Далее хранение стоит ${fee} за тонну в сутки, с НДС.`,
    atMost: (days) => `Оплачивается не более ${days} суток; после них мы вправе расторгнуть заказ.`,
  },
};
