import type { ToPay } from '../../src/payments/to-pay.ts';
import { useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { OrderDocuments } from '../parts/order-documents.tsx';
import { OrderPayment } from '../parts/order-payment.tsx';
import { OrderSheet, type OrderShown } from '../parts/order-sheet.tsx';
import { PAYMENTS_BASE } from '../parts/payment-table.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { PurchaseFilter, PurchaseList, type PurchaseListShown } from '../parts/purchase-list.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type History = Omit<PurchaseListShown, 'base' | 'hrefOf' | 'showsCompany'> & { place: OfficePlace };

const listOf = (shown: History): PurchaseListShown => ({
  ...shown,
  base: '/office',
  hrefOf: (orderId) => `/office/orders/${orderId}`,
  showsCompany: true,
});

/** What all companies bought, over every channel: the same rows that buyers and clerks see. */
export const OfficePage = (shown: History) => {
  const { history } = useWords();
  return (
    <OfficeFrame {...shown.place}>
      <h1>{history.title}</h1>
      <PurchaseFilter {...listOf(shown)} />
      <OfficePurchases {...shown} />
    </OfficeFrame>
  );
};

/** Replaced whole when the filter changes. */
export const OfficePurchases = (shown: History) => <PurchaseList {...listOf(shown)} />;

/** One order as the office reads it, with its money; what is done with its goods is done at a desk. */
export const OfficeOrderPage = (
  shown: Omit<OrderShown, 'base' | 'mayPlace' | 'showsCompany' | 'problem'> & {
    toPay: ToPay;
    seesMoney: boolean;
    mayKeep: boolean;
    refused: { values: Record<string, string>; problems: Record<string, string> } | undefined;
  },
) => {
  const { order, toPay, seesMoney, mayKeep } = shown;
  const base = `/office/orders/${order.id}`;
  return (
    <OrderSheet {...shown} base="/office/orders" mayPlace={false} showsCompany>
      {order.source === 'counterweight' && (
        <OrderPayment
          order={order}
          toPay={toPay}
          paymentHref={(paymentId) => `${PAYMENTS_BASE}/${paymentId}`}
        >
          {mayKeep && order.stage === 'delivered' && <WriteOff {...shown} />}
        </OrderPayment>
      )}
      {seesMoney && (
        <OrderDocuments
          order={order}
          base="/office/documents"
          proformaAction={toPay.leftMinor > 0 ? `${base}/proforma` : undefined}
          invoiceAction={mayKeep ? `${base}/invoice` : undefined}
        />
      )}
    </OrderSheet>
  );
};

/** Writes off what is left of an order, with a reason. */
const WriteOff = (shown: {
  order: { id: string };
  refused: { values: Record<string, string>; problems: Record<string, string> } | undefined;
}) => {
  const { payments: words } = useWords();
  const { order, refused } = shown;
  const { values = {}, problems = {} } = refused ?? {};
  return (
    <details open={refused !== undefined}>
      <summary>{words.writeOff}</summary>
      <form method="post" action={`/office/orders/${order.id}/write-off`} hx-sync="this:drop">
        <ProblemList problems={problems} labels={{ reason: words.writeOffWhy }} />
        <Field
          name="reason"
          label={words.writeOffWhy}
          value={values['reason']}
          problem={problems['reason']}
          maxlength={300}
          size="medium"
        />
        <button type="submit">{words.writeOffDo}</button>
      </form>
    </details>
  );
};
