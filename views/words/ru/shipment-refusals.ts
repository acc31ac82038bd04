import { figuresFor } from '../../figures.ts';
import type { ShipmentStage } from '../../../src/platform/db/schema.ts';
import { type DeliveryRefusal, type RefusalWords, wordFor } from '../refusal-words.ts';
import { stages as orderStages } from './buying.ts';

const { date, massKg } = figuresFor('ru');

export const shipmentStages: Record<ShipmentStage, string> = {
  planned: 'Запланирована',
  loading: 'Грузится',
  loaded: 'Погружена',
  weighed: 'Взвешена',
  left: 'В пути',
  arrived: 'На объекте',
  'handed-over': 'Передана',
  cancelled: 'Отменена',
};

/** What of it is said when goods may not go on a vehicle, or leave. */
export const deliveryRefusals: Pick<RefusalWords, DeliveryRefusal> = {
  'order-has-shipments': () =>
    'Этот заказ уходит отгрузками. Отправьте и передайте их: заказ станет доставленным, когда передано всё.',
  'nothing-stored': () =>
    'По этому заказу на складе больше ничего не лежит. Начисленное возвращается исправленным счётом на странице счёта-фактуры.',
  'vehicles-planned': () =>
    'По заказу запланирована машина или она уже ушла. Сначала отмените машину на странице отгрузок заказа.',
  'unwound-too-early': ({ fromDay }) =>
    fromDay === null
      ? 'Договор этого заказа не даёт права расторгнуть его за хранение, или покупателю не сообщили о готовности. Свяжитесь с покупателем.'
      : `Заказ можно расторгнуть с ${date(fromDay)}. До этого дня свяжитесь с покупателем.`,
  'shipment-too-early': ({ stage }) =>
    `Для этого рано: заказ «${wordFor(orderStages, stage)}». Сначала переведите его на следующий этап на странице заказа.`,
  'shipment-empty': () => 'В отгрузке ничего нет. Укажите количество хотя бы по одной позиции.',
  'shipment-beyond': ({ position, leftG, leftPieces }) =>
    `По позиции ${position} осталось только ${leftPieces === null ? massKg(leftG) : `${leftPieces} шт`}. Запланируйте столько или снимите с другой отгрузки.`,
  'shipment-over': ({ shipmentStage }) =>
    `Изменить отгрузку уже нельзя: ${wordFor(shipmentStages, shipmentStage).toLowerCase()}. Запланируйте по заказу другую.`,
  'shipment-not-loaded': ({ shipmentStage }) =>
    `Выпускать рано: отгрузка «${wordFor(shipmentStages, shipmentStage)}». Сначала закончите погрузку.`,
  'shipment-not-weighed': () =>
    'Товар оплачивается по весам, или машину догрузили после взвешивания. Взвесьте её до выезда.',
  'shipment-not-left': ({ shipmentStage }) =>
    `Передать пока нельзя: отгрузка «${wordFor(shipmentStages, shipmentStage)}». Сначала выпустите её со двора.`,
  'weighed-by-one': () =>
    'Вес, введённый вручную, подтверждает второй сотрудник. Попросите коллегу.',
  'shipment-fetched': () =>
    'Это самовывоз: за машиной покупателя не следят. Телефон покупателя есть в заказе.',
  'scale-silent': () =>
    'Весы не дают веса: выключены, недоступны или перегружены. Посмотрите на табло и считайте ещё раз или введите вес вручную вдвоём.',
  'scale-unstable': () =>
    'Вес ещё не успокоился. Дождитесь, пока цифры на весах встанут, и считайте ещё раз.',
  'scale-empty': () => 'На весах ничего нет. Пусть машина заедет, затем считайте ещё раз.',
  'transfer-over': () => 'Это перемещение уже завершено или отменено. Запланируйте новое.',
  'transfer-not-left': () =>
    'Товар ещё не отправлен или перемещение отменено. Посмотрите перемещение ещё раз.',
  'transfer-beyond': () => 'Прибыть может не больше, чем отправлено. Проверьте штуки и килограммы.',
  'reading-missing': () =>
    'Эти взвешивания больше не действуют: с тех пор догружали или взвешивали. Считайте весы заново.',
  'gross-below-tare': ({ tareG, grossG }) =>
    `Брутто ${massKg(grossG)}, тара ${massKg(tareG)}: так не бывает. Считайте тару или брутто заново.`,
  'ticket-taken': ({ number }) =>
    `Отвес ${number} относится к другому взвешиванию. Проверьте номер.`,
  'reweighed-without-reason': () =>
    'Отгрузка уже взвешена. Укажите, почему взвешиваете ещё раз; первый отвес сохранится.',
  'tags-beyond': ({ taggedG, netG }) =>
    `По биркам ${massKg(taggedG)}, по весам ${massKg(netG)}. Проверьте бирки или взвесьте ещё раз.`,
  'excess-none': () => 'В этой отгрузке нет веса сверх допуска: решать нечего.',
  'site-missing': () =>
    'В заказе не указан объект, куда везти. Выберите объект или оформите самовывоз.',
  'lot-short': ({ heatNumber, leftG }) =>
    `Плавки ${heatNumber} осталось только ${massKg(leftG)} без учёта других машин. Остальное возьмите из другой партии.`,
  'certificate-missing': ({ heats }) =>
    `Нет сертификата на плавку ${heats}. Внесите его или попросите покупателя принять товар без него на его странице.`,
  'authority-missing': () => 'Для самовывоза нужна доверенность. Введите её номер.',
  'authority-over': ({ number, untilDay }) =>
    `Доверенность ${number} действовала до ${date(untilDay)}. Попросите новую и введите её номер.`,
};
