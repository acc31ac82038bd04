import type {
  BookedEntry,
  GivenBack,
  PaymentHead,
  PaymentUse,
} from '../../src/payments/payment-sheet.queries.ts';
import { useBranchName, useFigures, useWords } from '../language.tsx';
import { wordFor } from '../words/refusal-words.ts';
import { Field } from './field.tsx';
import { GivenBackList, type RefundRights } from './given-back.tsx';
import { ProblemList } from './problem-list.tsx';
import { PutToOrder } from './put-to-order.tsx';
import { RefundForm } from './refund-form.tsx';
import { ReceiptStatus } from './receipt-status.tsx';
import { ScrollRegion } from './scroll-region.tsx';
import { cameBack, type SheetForm } from './sheet-form.ts';
import { Notice } from './status.tsx';

export type PaymentSheetShown = {
  /** The address of the pages of payments. */
  base: string;
  orderHref: (orderId: string) => string;
  payment: PaymentHead;
  uses: readonly PaymentUse[];
  givenBack: readonly GivenBack[];
  booked: readonly BookedEntry[];
  rights: RefundRights;
  form: SheetForm | undefined;
  formKey: string;
  deed: keyof ReturnType<typeof useWords>['officePayments']['done'] | undefined;
};

/** One payment whole: whose it is, what it pays, what goes back, and what the books say. */
export const PaymentSheet = (shown: PaymentSheetShown) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  const { payment, deed } = shown;
  return (
    <>
      <h1>{words.one(figures.moneyExact(payment.amountMinor))}</h1>
      {deed && (
        <Notice mood="ok" role="status">
          {words.done[deed]}
        </Notice>
      )}
      <Facts payment={payment} />
      <Uses {...shown} />
      <GivenBackList {...shown} method={payment.method} />
      {shown.rights.mayAsk && <RefundForm {...shown} held={heldBy(shown.uses)} />}
      <Books booked={shown.booked} />
    </>
  );
};

/** What of a payment pays each order now. */
function heldBy(uses: readonly PaymentUse[]) {
  const held = new Map<string, { orderId: string; number: string; amountMinor: number }>();
  for (const { orderId, number, amountMinor } of uses) {
    const before = held.get(orderId)?.amountMinor ?? 0;
    held.set(orderId, { orderId, number, amountMinor: before + amountMinor });
  }
  return [...held.values()].filter(({ amountMinor }) => amountMinor > 0);
}

const Facts = ({ payment }: { payment: PaymentHead }) => {
  const { officePayments: words, payments, channels } = useWords();
  const figures = useFigures();
  const branchName = useBranchName();
  const { facts } = words;
  const { channel, branchCode, receivedByName } = payment;
  const where = [
    receivedByName,
    channel && channels[channel],
    branchCode && branchName(branchCode),
  ].filter((one) => one !== null);
  const texts: readonly (readonly [string, string])[] = [
    [words.company, `${payment.companyName}, ${payment.companyBin}`],
    [facts.method, payments.methods[payment.method]],
    [facts.received, figures.moment(payment.receivedAt)],
    [facts.by, where.join(', ')],
    [facts.payer, payment.payer],
    [facts.purpose, payment.purpose],
  ];
  return (
    <dl class="facts">
      {texts
        .filter(([, text]) => text !== '')
        .map(([label, text]) => (
          <>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </>
        ))}
      <dt>{facts.reference}</dt>
      <dd class="code breakable">{payment.reference}</dd>
      {payment.tenderedMinor !== null && (
        <>
          <dt>{facts.cash}</dt>
          <dd>
            {facts.given(
              figures.money(payment.tenderedMinor),
              figures.money(payment.changeMinor ?? 0),
            )}
          </dd>
        </>
      )}
      {payment.roundingMinor !== 0 && (
        <>
          <dt>{facts.rounding}</dt>
          <dd class="amount">{figures.moneyExact(payment.roundingMinor)}</dd>
        </>
      )}
      {payment.receiptState !== null && (
        <>
          <dt>{words.receipt}</dt>
          <dd>
            <ReceiptStatus state={payment.receiptState} failure={payment.receiptFailure ?? ''} />
            {payment.receiptState === 'registered' && (
              <span class="code">
                {' '}
                {payment.receiptNumber}, {payment.receiptSign}
              </span>
            )}
          </dd>
        </>
      )}
      <dt>{facts.allocated}</dt>
      <dd class="amount">{figures.moneyExact(payment.allocatedMinor)}</dd>
      <dt>{facts.refunded}</dt>
      <dd class="amount">{figures.moneyExact(payment.refundedMinor)}</dd>
      <dt>{facts.left}</dt>
      <dd class="amount">
        <strong>{figures.moneyExact(payment.leftMinor)}</strong>
      </dd>
    </dl>
  );
};

const Uses = (shown: PaymentSheetShown) => {
  const { officePayments: words, payments } = useWords();
  const figures = useFigures();
  const { uses, orderHref, rights, payment } = shown;
  return (
    <section aria-labelledby="used-for">
      <h2 id="used-for">{words.usedFor}</h2>
      {uses.length === 0 && <p>{words.usedForNothing}</p>}
      <ul class="payments">
        {uses.map((use) => (
          <li>
            <strong class="amount">{figures.moneyExact(use.amountMinor)}</strong>{' '}
            <a class="code" href={orderHref(use.orderId)}>
              {use.number}
            </a>
            , <time datetime={use.at.toISOString()}>{figures.moment(use.at)}</time>
            {use.byName !== null && <>, {use.byName}</>}
            {use.amountMinor < 0 && <> ({payments.takenBack})</>}
            {use.reason !== '' && <small class="meta"> {use.reason}</small>}
          </li>
        ))}
      </ul>
      {payment.openOrders.length > 0 && rights.mayAsk && (
        <PutToOrder
          action={`${shown.base}/${payment.id}/orders`}
          openOrders={payment.openOrders}
          form={shown.form}
        />
      )}
      {rights.mayDecide && heldBy(uses).map((held) => <TakingOff {...shown} held={held} />)}
    </section>
  );
};

const TakingOff = (
  shown: PaymentSheetShown & { held: { orderId: string; number: string; amountMinor: number } },
) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  const { base, payment, form, held } = shown;
  const of = `off-${held.orderId}`;
  const prefix = `${of}-`;
  const { values, problems } = cameBack(form, of);
  return (
    <details open={form?.of === of}>
      <summary>{words.takeOff(held.number)}</summary>
      <form
        method="post"
        action={`${base}/${payment.id}/orders/${held.orderId}/end`}
        hx-sync="this:drop"
      >
        <ProblemList
          problems={problems}
          labels={{ amount: words.takeOffAmount, reason: words.takeOffWhy }}
          prefix={prefix}
        />
        <p class="meta">{words.takeOffHint}</p>
        <Field
          {...{ name: 'amount', prefix, problem: problems['amount'] }}
          label={words.takeOffAmount}
          value={values['amount'] ?? figures.typedMoney(held.amountMinor)}
          inputmode="decimal"
          size="short"
        />
        <Field
          {...{ name: 'reason', prefix, value: values['reason'], problem: problems['reason'] }}
          label={words.takeOffWhy}
          maxlength={300}
          size="medium"
        />
        <button type="submit">{words.takeOffDo}</button>
      </form>
    </details>
  );
};

const Books = ({ booked }: { booked: readonly BookedEntry[] }) => {
  const { officePayments: words, shell } = useWords();
  const figures = useFigures();
  return (
    <details>
      <summary>{words.books}</summary>
      <ScrollRegion label={`${words.books}: ${shell.tableScrolls}`} folds>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.entry}</th>
              <th scope="col">{words.columns.day}</th>
              <th scope="col">{words.account}</th>
              <th scope="col" class="n">
                {words.debit}
              </th>
              <th scope="col" class="n">
                {words.credit}
              </th>
            </tr>
          </thead>
          <tbody>
            {booked.map((entry) => (
              <tr>
                <th scope="row">{wordFor(words.kinds, entry.kind)}</th>
                <td data-label={words.columns.day}>{figures.date(entry.effectiveOn)}</td>
                <td data-label={words.account}>
                  {words.accounts[entry.account]}
                  {entry.number !== null && <small class="meta"> {entry.number}</small>}
                </td>
                <td class="n" data-label={words.debit}>
                  {entry.amountMinor > 0 ? figures.bare.moneyExact(entry.amountMinor) : ''}
                </td>
                <td class="n" data-label={words.credit}>
                  {entry.amountMinor < 0 ? figures.bare.moneyExact(-entry.amountMinor) : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
};
