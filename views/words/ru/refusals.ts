import { figuresFor } from '../../figures.ts';
import { countRu } from '../plural.ts';
import { type RefusalWords, wordFor } from '../refusal-words.ts';
import { stages } from './buying.ts';

const { money, massT, percent } = figuresFor('ru');

export const refusals: RefusalWords = {
  'cart-empty': () => 'Корзина пуста. Сначала добавьте товар.',
  'cart-placed': () => 'Из этой корзины уже оформлен заказ. Второго заказа не создано.',
  'looks-like-order': ({ number }) =>
    `Похоже на заказ ${number}, который размещён совсем недавно. Если нужен ещё один такой же, подтвердите ещё раз.`,
  'price-on-request': ({ sku }) =>
    `На ${sku} нет цены в прайс-листе. Уберите строку или запросите у нас цену.`,
  'not-sold-so': ({ sku }) =>
    `${sku} не продаётся в этих единицах, такой длины или снят с продажи. Выберите другие единицы или уберите строку.`,
  'terms-changed': () =>
    'Пока страница была открыта, изменилась цена или остаток. Посмотрите новые данные и подтвердите ещё раз.',
  'credit-none': () => 'Компания работает только по предоплате. Выберите предоплату.',
  'credit-limit-exceeded': ({ limitMinor, exposureMinor, orderMinor }) =>
    `Сумма заказа — ${money(orderMinor)}. Из лимита ${money(limitMinor)} занято ${money(exposureMinor)}, свободно ${money(limitMinor - exposureMinor)}. Выберите предоплату или уменьшите заказ.`,
  'insufficient-stock': ({ sku, branchCode, availableG, wantedG }) =>
    `${sku}: нужно ${massT(wantedG)}, в филиале ${branchCode} доступно ${massT(availableG)}. Уменьшите количество или выберите другой филиал.`,
  'order-not-cancellable': ({ stage }) =>
    `Заказ в состоянии «${wordFor(stages, stage)}» здесь уже не отменить. Позвоните нам.`,
  'key-reused': () => 'Эта форма уже отправлена с другим содержанием. Откройте страницу заново.',
  'changed-meanwhile': () =>
    'За это время данные изменил кто-то другой. Посмотрите новое состояние; введённое не сохранено.',
  'purchase-number-required': () =>
    'Ваша компания требует указывать номер своей заявки в каждом заказе. Укажите его.',
  'day-past': () =>
    'Новые условия и цены начинаются сегодня или позже. Выберите другой первый день.',
  'price-list-unchanged': () =>
    'В черновике те же цены, что уже действуют. Измените цену или удалите черновик.',
  'remarks-unread': ({ remarks }) =>
    `Замечаний к черновику: ${remarks}. Прочтите их, поставьте отметку и опубликуйте снова.`,
  'bin-invalid': () => 'Это недействительный БИН. В нём двенадцать цифр, последняя — контрольная.',
  'company-exists': ({ bin }) => `Компания с БИН ${bin} уже зарегистрирована.`,
  'last-admin': () => 'Это последний администратор компании. Сначала назначьте другого.',
  'not-permitted': () =>
    'Ваша роль этого не позволяет. Обратитесь к администратору Вашей компании.',
  'too-many-attempts': ({ retryAfterSeconds }) =>
    `Слишком много попыток. Повторите через ${countRu(Math.max(1, Math.ceil(retryAfterSeconds / 60)), 'минуту', 'минуты', 'минут')}.`,
  'sign-in-failed': () => 'Неверная эл. почта или пароль.',
  'token-invalid': () => 'Ссылка уже использована или устарела. Запросите новую.',
  'second-factor-wrong': () => 'Код неверен или уже использован. Дождитесь следующего.',
  'override-beyond-authority': ({ maxBp }) =>
    `Вы можете изменить цену не более чем на ${percent(maxBp)}. Обратитесь к менеджеру.`,
};
