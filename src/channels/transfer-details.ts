import type { Context } from 'hono';
import QRCode from 'qrcode';
import { figuresFor } from '../../views/figures.ts';
import { wordsFor } from '../../views/language.tsx';
import type { TransferShown } from '../../views/parts/transfer-details.tsx';
import { tradingDay } from '../measures/calendar.ts';
import type { OrderHead } from '../ordering/order-lines.queries.ts';
import { toPay } from '../payments/to-pay.ts';
import type { Env } from './env.ts';
import { languageOf } from './session.ts';

/** КНП of a payment for goods (NBK resolution 203). */
const FOR_GOODS = '710';

/**
 * How what comes next of an order is paid by transfer: our account and a
 * purpose by which the money finds the order, as texts to copy and as a QR code
 * of them. `undefined` where nothing is to be paid or no account of ours is known.
 */
export async function transferOf(c: Context, order: OrderHead): Promise<TransferShown | undefined> {
  const { nextMinor, leftMinor } = toPay(order);
  const amountMinor = nextMinor > 0 ? nextMinor : leftMinor;
  if (amountMinor === 0) return undefined;
  const context: Context<Env> = c;
  const payee = await context.var.readPayee();
  if (!payee) return undefined;
  const language = languageOf(context);
  const { bank } = wordsFor(language);
  const figures = figuresFor(language);
  const purpose = bank.purposeText(order.number, figures.date(tradingDay(order.placedAt)));
  const text = [
    [bank.beneficiary, payee.name],
    [bank.bin, payee.bin],
    [bank.iban, payee.iik],
    [bank.bankName, payee.bankName],
    [bank.bik, payee.bik],
    [bank.kbe, payee.kbe],
    [bank.knp, FOR_GOODS],
    [bank.amount, figures.typedMoney(amountMinor)],
    [bank.purpose, purpose],
  ];
  const said = text.map((pair) => pair.join(': ')).join('\n');
  const svg = await QRCode.toString(said, { type: 'svg', margin: 2 });
  const picture = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return { payee, amountMinor, knp: FOR_GOODS, purpose, dueOn: order.dueOn, picture };
}
