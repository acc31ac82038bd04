import type { Balance } from '../../src/payments/balance.queries.ts';
import type { PaymentRow } from '../../src/payments/payment-list.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { PaymentTable } from '../parts/payment-table.tsx';
import { PutToOrder } from '../parts/put-to-order.tsx';
import type { SheetForm } from '../parts/sheet-form.ts';
import { Notice } from '../parts/status.tsx';
import { type Desk, DeskFrame } from './frame.tsx';
import { TendersForm, type TendersShown } from './order-money.tsx';

type Shown = {
  desk: Desk;
  balance: Balance;
  /** Money of which something is left. */
  payments: readonly PaymentRow[];
  tenders: TendersShown;
  form: SheetForm | undefined;
  /** Whether money was just taken, or put to an order. */
  deed: 'taken' | 'put' | undefined;
};

/** What a customer has with us that pays for nothing: more is taken over the counter, and it is put to orders (F9). */
export const BalancePage = (shown: Shown) => {
  const { payments: words, officePayments, deskScreens } = useWords();
  const figures = useFigures();
  const { desk, balance, payments, tenders, deed } = shown;
  const base = `${desk.base}/customers/${balance.companyId}`;
  return (
    <DeskFrame desk={desk}>
      <h1>{words.balanceOf(balance.companyName)}</h1>
      {deed && (
        <Notice mood="ok" role="status">
          {deed === 'taken' ? words.depositTaken : officePayments.done.put}
        </Notice>
      )}
      <dl class="facts">
        <dt>{words.balance}</dt>
        <dd>
          <strong class="amount">{figures.moneyExact(balance.balanceMinor)}</strong>
        </dd>
      </dl>
      {balance.balanceMinor > 0 && balance.openOrders.length > 0 && (
        <PutToOrder
          action={`${base}/balance/orders`}
          openOrders={balance.openOrders}
          form={shown.form}
        />
      )}
      <section aria-labelledby="deposit">
        <h2 id="deposit">{words.deposit}</h2>
        <p class="meta">{words.depositHint}</p>
        <TendersForm {...tenders} action={`${base}/balance`} asksRest={false} />
      </section>
      {payments.length > 0 && (
        <section aria-labelledby="unspent">
          <h2 id="unspent">{officePayments.troubles.unspent}</h2>
          <PaymentTable
            payments={payments}
            label={officePayments.troubles.unspent}
            base={`${desk.base}/payments`}
          />
        </section>
      )}
      <p class="actions">
        <a href={base}>{deskScreens.toCustomer}</a>
      </p>
    </DeskFrame>
  );
};
