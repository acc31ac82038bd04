import type { Words } from '../en.ts';

export const instalments: Words['instalments'] = {
  title: 'Оплата частями',
  hint: 'Для заказов с отсрочкой. Если частей нет, заказ оплачивается целиком в срок отсрочки. Доли вместе — 100 %.',
  row: (n) => `Часть ${n}`,
  share: 'Доля, %',
  after: 'Срок считается от',
  days: 'Через, дней',
  gate: 'До оплаты не делаем',
  dueAfter: { order: 'заказа', ready: 'готовности', shipment: 'отгрузки' },
  noGate: 'ничего не ждёт',
  gates: { reserve: 'резерв', cut: 'резку', load: 'погрузку', 'hand-over': 'выдачу' },
  said: {
    order: (days) => (days === '0' ? 'при заказе' : `через ${days} дн. после заказа`),
    ready: (days) => (days === '0' ? 'по готовности' : `через ${days} дн. после готовности`),
    shipment: (days) => (days === '0' ? 'при отгрузке' : `через ${days} дн. после отгрузки`),
  },
  waits: (what) => `до оплаты не делаем: ${what}`,
  none: 'целиком',
  pays: 'К оплате',
};
