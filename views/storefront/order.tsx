import type { ToPay } from '../../src/payments/to-pay.ts';
import { useWords } from '../language.tsx';
import { FreightQuestion, type FreightRefused } from '../parts/freight-question.tsx';
import { OrderDocuments } from '../parts/order-documents.tsx';
import { CardForm, OrderPayment } from '../parts/order-payment.tsx';
import { TransferDetails, type TransferShown } from '../parts/transfer-details.tsx';
import { type PromptShown, PromptStrip } from '../parts/prompt-strip.tsx';
import { OrderShipments, type OrderShipmentsShown } from '../parts/order-shipments.tsx';
import { OrderSheet, type OrderShown } from '../parts/order-sheet.tsx';

/** What of an order's money its buyer sees and may do; absent where the reader sees none. */
type OwnMoney = {
  toPay: ToPay;
  wasDueOn: string | undefined;
  cardMinor: number | undefined;
  mayPay: boolean;
  transfer: TransferShown | undefined;
  refused?:
    | { values: Readonly<Record<string, string>>; problems: Readonly<Record<string, string>> }
    | undefined;
};

/** One order, for the company that bought it. */
export const OrderPage = (
  shown: Omit<OrderShown, 'base'> & {
    money?: OwnMoney | undefined;
    /** Those that the reader may open. */
    documents: OrderShown['order']['documents'];
    shipments: OrderShipmentsShown;
    /** What the reader is asked about it. */
    prompt?: PromptShown | undefined;
    /** Whether the reader may answer what is asked for bringing it; absent where he sees no prices. */
    freight?: { mayAnswer: boolean; refused?: FreightRefused | undefined } | undefined;
  },
) => {
  const { payments: words } = useWords();
  const { order, money } = shown;
  const base = `/o/${order.id}`;
  return (
    <OrderSheet {...shown} base={base}>
      {shown.freight && <FreightQuestion order={order} base={base} {...shown.freight} />}
      <OrderShipments {...shown.shipments} mayDecide={shown.mayPlace} />
      {money && order.source === 'counterweight' && (
        <OrderPayment order={order} toPay={money.toPay} wasDueOn={money.wasDueOn}>
          {money.mayPay && (
            <CardForm
              {...{ order, ...money }}
              action={`${base}/card-payment`}
              typed={money.refused?.values['amount']}
              problem={money.refused?.problems['amount']}
            />
          )}
          {money.transfer ? (
            <TransferDetails transfer={money.transfer} isOpen={money.cardMinor === undefined} />
          ) : (
            <p class="meta">{words.transferHow(order.number)}</p>
          )}
        </OrderPayment>
      )}
      <OrderDocuments
        order={order}
        documents={shown.documents}
        heats={shown.heats}
        base="/documents"
        proformaAction={money && money.toPay.leftMinor > 0 ? `${base}/proforma` : undefined}
      />
      {shown.prompt && <PromptStrip {...shown.prompt} />}
    </OrderSheet>
  );
};
