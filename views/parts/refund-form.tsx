import type { PaymentHead } from '../../src/payments/payment-sheet.queries.ts';
import { refundReasons, waysBack } from '../../src/payments/refund.ts';
import { useFigures, useWords } from '../language.tsx';
import { Choice, Field } from './field.tsx';
import { ProblemList } from './problem-list.tsx';
import { cameBack, type SheetForm } from './sheet-form.ts';

/** Asks for money of a payment to go back: what is left of it, or off an order that it pays. */
export const RefundForm = (shown: {
  base: string;
  payment: PaymentHead;
  /** What of it pays which order now. */
  held: readonly { orderId: string; number: string; amountMinor: number }[];
  form: SheetForm | undefined;
  formKey: string;
}) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  const { base, payment, held, form, formKey } = shown;
  const { leftMinor } = payment;
  if (leftMinor === 0 && held.length === 0) return null;
  const { values, problems } = cameBack(form, 'refund');
  const typed = (name: string, otherwise = '') => ({
    ...{ name, prefix: 'refund-', value: values[name] ?? otherwise, problem: problems[name] },
  });
  const sources = [
    ...(leftMinor > 0 ? [{ value: '', label: words.fromLeft(figures.money(leftMinor)) }] : []),
    ...held.map(({ orderId, number, amountMinor }) => ({
      value: orderId,
      label: words.fromOrder(number, figures.money(amountMinor)),
    })),
  ];
  return (
    <details open={form?.of === 'refund' || leftMinor > 0}>
      <summary>{words.refund}</summary>
      <form method="post" action={`${base}/${payment.id}/refunds`} class="form" hx-sync="this:drop">
        <ProblemList
          problems={problems}
          labels={{
            orderId: words.refundFrom,
            amount: words.refundAmount,
            way: words.refundWay,
            reason: words.refundReason,
            note: words.refundNote,
          }}
          prefix="refund-"
        />
        <input type="hidden" name="key" value={formKey} />
        <Choice {...typed('orderId')} label={words.refundFrom} options={sources} />
        <div class="field-row">
          <Field
            {...typed('amount', leftMinor > 0 ? figures.typedMoney(leftMinor) : '')}
            label={words.refundAmount}
            inputmode="decimal"
            size="amount"
            maxlength={24}
          />
          <Choice
            {...typed('way', payment.method)}
            label={words.refundWay}
            options={waysBack(payment.method).map((way) => ({
              value: way,
              label: words.ways[way],
            }))}
          />
        </div>
        <div class="field-row">
          <Choice
            {...typed('reason', 'overpaid')}
            label={words.refundReason}
            options={refundReasons.map((value) => ({ value, label: words.reasons[value] }))}
          />
          <Field {...typed('note')} label={words.refundNote} maxlength={500} size="medium" />
        </div>
        <p class="meta">
          {words.refundHint} {words.cashHint}
        </p>
        <button type="submit" class="primary">
          {words.ask}
        </button>
      </form>
    </details>
  );
};
