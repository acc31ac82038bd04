import type { OpenOrder } from '../payments/open-item.queries.ts';

/** One payment of the demo's statement. Minor units; a minus is one that went. */
type Told = {
  amountMinor: number;
  name: string;
  bin: string;
  purpose: string;
  code?: string;
};

const OPENING_MINOR = 18_450_212_37;
/** Whoever has no BIN of ours: a bank and a payer who buys for the first time. */
const BANK = { name: 'АО «Kaspi Bank»', bin: '180550000770' };
const LANDLORD = { name: 'ТОО «Алатау Девелопмент»', bin: '190741001233' };

const tenge = (minor: number) => (minor / 100).toFixed(2);
const shown = (day: string) => day.split('-').toReversed().join('.');

/**
 * A day's statement in the exchange format of 1C, as accountants know it: of what
 * came some is certain, some is nearly so, and some is nobody's. The orders are
 * those that are to be paid; what has no order of its own is left out.
 */
export function demoStatement(of: {
  account: string;
  day: string;
  orders: readonly OpenOrder[];
}): string {
  const { account, day, orders } = of;
  const told = paymentsOf(eachOfAnother(orders));
  const documents = told.map((one, at) => documentOf(one, { account, day, number: 1180 + at }));
  const inMinor = sum(told.map(({ amountMinor }) => Math.max(0, amountMinor)));
  const outMinor = sum(told.map(({ amountMinor }) => Math.max(0, -amountMinor)));
  return [
    '1CClientBankExchange',
    'ВерсияФормата=2.00',
    'Кодировка=Windows',
    'Отправитель=Kaspi Business',
    `ДатаНачала=${shown(day)}`,
    `ДатаКонца=${shown(day)}`,
    `РасчСчет=${account}`,
    'СекцияРасчСчет',
    `ДатаНачала=${shown(day)}`,
    `ДатаКонца=${shown(day)}`,
    `РасчСчет=${account}`,
    `НачальныйОстаток=${tenge(OPENING_MINOR)}`,
    `ВсегоПоступило=${tenge(inMinor)}`,
    `ВсегоСписано=${tenge(outMinor)}`,
    `КонечныйОстаток=${tenge(OPENING_MINOR + inMinor - outMinor)}`,
    'КонецРасчСчет',
    ...documents,
    'КонецФайла',
    '',
  ].join('\r\n');
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, one) => total + one, 0);

/** The first open order of each company, in the order given. */
function eachOfAnother(orders: readonly OpenOrder[]): OpenOrder[] {
  const seen = new Set<string>();
  return orders.filter(({ companyId }) => !seen.has(companyId) && seen.add(companyId));
}

function paymentsOf(orders: readonly OpenOrder[]): Told[] {
  const [whole, deposit, short, mistyped, friend, friends, silent, more] = orders;
  const by = (order: OpenOrder | undefined, amountMinor: number, purpose: string): Told[] =>
    order ? [{ amountMinor, name: order.companyName, bin: order.companyBin, purpose }] : [];
  return [
    ...by(
      whole,
      whole?.dueMinor ?? 0,
      `Оплата за металлопрокат по заказу № ${whole?.number}, в т. ч. НДС 16%`,
    ),
    ...by(
      deposit,
      Math.ceil((deposit?.dueMinor ?? 0) / 2),
      `Аванс 50% по заказу ${deposit?.number}`,
    ),
    ...by(
      short,
      short?.dueMinor ?? 0,
      `Оплата по счету № ${Number(short?.number.slice(3))} за арматуру`,
    ),
    ...by(mistyped, mistyped?.dueMinor ?? 0, `за трубу, заказ ${turned(mistyped?.number ?? '')}`),
    ...by(
      friend,
      friends?.dueMinor ?? 0,
      `Оплата за ${friends?.companyName}, заказ ${friends?.number}`,
    ),
    ...by(silent, silent?.dueMinor ?? 0, 'Оплата за ТМЦ согласно договору'),
    ...by(
      more,
      (more?.dueMinor ?? 0) + 12_345_00,
      `заказ ${more?.number}, остаток на следующую отгрузку`,
    ),
    { amountMinor: 61_480_55, ...BANK, purpose: 'Выплата вознаграждения по депозиту', code: '322' },
    { amountMinor: 350_000_00, name: 'ИП Сейтқали Д.', bin: '', purpose: 'за уголок, самовывоз' },
    { amountMinor: -1_250_000_00, ...LANDLORD, purpose: 'Аренда склада за месяц', code: '851' },
    { amountMinor: -18_700_00, ...BANK, purpose: 'Комиссия за переводы', code: '840' },
  ];
}

/** A number whose last two digits changed places. */
const turned = (number: string) => number.replace(/(\d)(\d)$/, '$2$1');

function documentOf(one: Told, of: { account: string; day: string; number: number }): string {
  const { account, day, number } = of;
  const isIn = one.amountMinor > 0;
  const [them, us] = isIn ? ['Плательщик', 'Получатель'] : ['Получатель', 'Плательщик'];
  return [
    'СекцияДокумент=Выписка',
    `НомерДокумента=${number}`,
    `ДатаДокумента=${shown(day)}`,
    `ДатаОперации=${shown(day)}`,
    `${isIn ? 'СуммаПриход' : 'СуммаРасход'}=${tenge(Math.abs(one.amountMinor))}`,
    `${them}Наименование=${one.name}`,
    `${them}БИН_ИИН=${one.bin}`,
    `${us}Наименование=ТОО «Counterweight»`,
    `${us}ИИК=${account}`,
    `НазначениеПлатежа=${one.purpose}`,
    `КодНазначенияПлатежа=${one.code ?? '710'}`,
    'КонецДокумента',
  ].join('\r\n');
}
