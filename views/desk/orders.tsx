import { isAmendable, nextStage } from '../../src/ordering/order.ts';
import { useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { OrderDocuments } from '../parts/order-documents.tsx';
import type { PromptShown } from '../parts/prompt-strip.tsx';
import { PhoneScript } from './phone-script.tsx';
import { OrderPayment } from '../parts/order-payment.tsx';
import type { ToPay } from '../../src/payments/to-pay.ts';
import { Change, LinkForm, ReleaseUnpaid, TendersForm, type TendersShown } from './order-money.tsx';
import { DeskFreight } from './order-freight.tsx';
import type { FreightTyped } from '../parts/freight-answer.tsx';
import { OrderSheet, type OrderShown } from '../parts/order-sheet.tsx';
import { PurchaseFilter, PurchaseList, type PurchaseListShown } from '../parts/purchase-list.tsx';
import { RepetitionSheet, type RepetitionShown } from '../parts/repetition.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

type Orders = Omit<PurchaseListShown, 'base' | 'hrefOf' | 'showsCompany'> & {
  desk: Desk;
  company: {
    /** As typed: a name, a BIN, a telephone number, or an id that a link names. */
    typed: string;
    /** Whom it means; `undefined` where it is empty or means nobody. */
    name: string | undefined;
  };
};

const listOf = (shown: Orders): PurchaseListShown => ({
  ...shown,
  base: `${shown.desk.base}/orders`,
  hrefOf: (orderId) => `${shown.desk.base}/orders/${orderId}`,
  showsCompany: true,
});

/** The purchase history of all companies, over every channel, as the desk searches it. */
export const DeskOrdersPage = (shown: Orders) => {
  const { deskScreens } = useWords();
  const { company } = shown;
  return (
    <DeskFrame desk={shown.desk} here="orders">
      <h1>{deskScreens.ordersTitle}</h1>
      <PurchaseFilter {...listOf(shown)}>
        <Field
          name="company"
          label={deskScreens.company}
          value={company.name ?? company.typed}
          type="search"
          size="medium"
        />
      </PurchaseFilter>
      <DeskOrdersList {...shown} />
    </DeskFrame>
  );
};

/** Replaced whole when the filter changes; says whose orders these are. */
export const DeskOrdersList = (shown: Orders) => (
  <PurchaseList {...listOf(shown)}>
    <Whose {...shown} />
  </PurchaseList>
);

const Whose = ({ company }: Orders) => {
  const { deskScreens } = useWords();
  if (company.typed === '') return null;
  return (
    <p class="meta">
      {company.name === undefined ? deskScreens.noSuchCompany : deskScreens.onlyOf(company.name)}
    </p>
  );
};

/** One order at the desk: the buyer's page, with the company and the step that comes next. */
export const DeskOrderPage = (
  shown: Omit<OrderShown, 'base'> & {
    desk: Desk;
    /** What the caller is asked about it. */
    script?: { prompt: PromptShown; personName: string } | undefined;
    /** What is still to be agreed of its freight. */
    freight?: { refused: FreightTyped | undefined } | undefined;
    money: {
      toPay: ToPay;
      cardMinor: number | undefined;
      mayTake: boolean;
      mayRelease: boolean;
      mayKeep: boolean;
      tenders: TendersShown;
    };
  },
) => {
  const words = useWords();
  const { desk, order, mayPlace, money } = shown;
  const base = `${desk.base}/orders/${order.id}`;
  const next = nextStage(order.stage);
  const isComing = next === 'picking' && shown.lines.some(({ coming }) => coming.length > 0);
  return (
    <DeskFrame desk={desk}>
      <OrderSheet {...shown} base={base} showsCompany>
        <p class="actions">
          <a href={`${desk.base}/customers/${order.companyId}`} data-key="F2">
            {words.deskScreens.toCustomer} <kbd>F2</kbd>
          </a>
          {desk.channel === 'counter' && order.source === 'counterweight' && (
            <a href={`${base}/shipments`}>{words.delivery.shipments}</a>
          )}
          {desk.channel === 'counter' && order.isHeld && isAmendable(order.stage) && (
            <a href={`${base}/not-there`}>{words.notThere.open}</a>
          )}
        </p>
        {isComing && (
          <p>
            {words.transfers.pickedOnceHere}{' '}
            <a href={`${desk.base}/transfers`}>{words.transfers.title}</a>
          </p>
        )}
        {mayPlace && next && !isComing && (
          <form method="post" action={`${base}/advance`} hx-sync="this:drop">
            <input type="hidden" name="version" value={order.version} />
            <button type="submit" class="primary">
              {words.deskScreens.advanceTo(words.stages[next])}
            </button>
          </form>
        )}
        {mayPlace && next === 'delivered' && order.payment === 'on-account' && (
          <a href={`${base}/let-go`}>{words.credit.letGo.link}</a>
        )}
        {mayPlace && next && !isComing && money.mayRelease && money.toPay.leftMinor > 0 && (
          <ReleaseUnpaid
            order={order}
            action={`${base}/advance`}
            label={words.deskScreens.advanceTo(words.stages[next])}
          />
        )}
        {shown.freight && (
          <DeskFreight order={order} base={base} mayAnswer={mayPlace} {...shown.freight} />
        )}
        {shown.script && <PhoneScript {...shown.script} />}
        {order.source === 'counterweight' && (
          <OrderPayment
            order={order}
            toPay={money.toPay}
            paymentHref={(paymentId) => `${paymentsOf(desk)}/${paymentId}`}
            said={<Change changeMinor={money.tenders.changeMinor} />}
          >
            {money.mayTake && (
              <TendersForm {...money.tenders} action={`${base}/payments`} asksRest />
            )}
            {money.cardMinor !== undefined && <LinkForm action={`${base}/payment-link`} />}
          </OrderPayment>
        )}
        <OrderDocuments
          order={order}
          heats={shown.heats}
          base="/office/documents"
          proformaAction={
            money.toPay.leftMinor > 0 ? `/office/orders/${order.id}/proforma` : undefined
          }
          invoiceAction={money.mayKeep ? `/office/orders/${order.id}/invoice` : undefined}
        />
      </OrderSheet>
    </DeskFrame>
  );
};

/** Where the clerks of a desk look at a payment: money lies where the counter is. */
const paymentsOf = ({ channel }: Desk) =>
  channel === 'counter' ? '/counter/payments' : '/office/payments';

/** An order at the desk as it would be today. */
export const DeskRepetitionPage = (shown: RepetitionShown & { desk: Desk }) => (
  <DeskFrame desk={shown.desk}>
    <RepetitionSheet {...shown} base={`${shown.desk.base}/orders/${shown.order.id}`} />
  </DeskFrame>
);
