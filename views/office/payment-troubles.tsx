import type { OpenReceipt } from '../../src/payments/fiscal-receipt.queries.ts';
import type { PaymentRow } from '../../src/payments/payment-list.queries.ts';
import type {
  AttemptRow,
  DisputeRow,
  NoticeRow,
  RefundRow,
  StocklessRow,
} from '../../src/payments/payment-trouble.queries.ts';
import { useBranchName, useFigures, useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { DisputeStatus } from '../parts/given-back.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Receipts } from '../parts/receipt-rows.tsx';
import { RefundRows } from '../parts/refund-rows.tsx';
import { Status } from '../parts/status.tsx';
import { wordFor } from '../words/refusal-words.ts';
import { MoneyTable } from '../parts/money-table.tsx';
import { PAYMENTS_BASE, PaymentTable } from '../parts/payment-table.tsx';

/** The form of one row that came back, with what is wrong with it. */
type Typed = {
  id: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** What waits of one kind. */
export type TroubleRows = { typed?: Typed | undefined; mayAct: boolean } & (
  | { kind: 'waiting' | 'to-give' | 'failed'; refunds: readonly RefundRow[] }
  | { kind: 'disputes'; disputes: readonly DisputeRow[] }
  | { kind: 'notices'; notices: readonly NoticeRow[] }
  | { kind: 'attempts'; attempts: readonly AttemptRow[] }
  | { kind: 'receipts'; receipts: readonly OpenReceipt[] }
  | { kind: 'stockless'; orders: readonly StocklessRow[] }
  | { kind: 'unspent'; payments: readonly PaymentRow[]; nextHref: string | undefined }
);

/** The rows of one kind, or that nothing waits. */
export const Troubles = (shown: TroubleRows) => {
  const { officePayments: words } = useWords();
  switch (shown.kind) {
    case 'waiting':
    case 'to-give':
    case 'failed':
      return shown.refunds.length === 0 ? <Nothing /> : <RefundRows refunds={shown.refunds} />;
    case 'disputes':
      return shown.disputes.length === 0 ? <Nothing /> : <Disputes disputes={shown.disputes} />;
    case 'notices':
      return shown.notices.length === 0 ? <Nothing /> : <Notices {...shown} />;
    case 'attempts':
      return shown.attempts.length === 0 ? <Nothing /> : <Attempts {...shown} />;
    case 'receipts':
      return shown.receipts.length === 0 ? <Nothing /> : <Receipts receipts={shown.receipts} />;
    case 'stockless':
      return shown.orders.length === 0 ? <Nothing /> : <Stockless orders={shown.orders} />;
    case 'unspent':
      return shown.payments.length === 0 ? (
        <Nothing />
      ) : (
        <>
          <PaymentTable payments={shown.payments} label={words.troubles.unspent} />
          {shown.nextHref && (
            <p>
              <a href={shown.nextHref}>{words.earlier}</a>
            </p>
          )}
        </>
      );
  }
};

const Nothing = () => (
  <p class="empty" role="status">
    {useWords().officePayments.nothing}
  </p>
);

const Disputes = ({ disputes }: { disputes: readonly DisputeRow[] }) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  const { columns } = words;
  return (
    <>
      <p>{words.evidence}</p>
      <MoneyTable
        label={words.troubles.disputes}
        columns={[
          { label: columns.company },
          { label: columns.amount, isNumber: true },
          { label: columns.state },
          { label: columns.answerBy },
          { label: columns.reference },
        ]}
      >
        {disputes.map((row) => (
          <tr>
            <th scope="row">
              <a href={`${PAYMENTS_BASE}/${row.paymentId}`}>{row.companyName}</a>
            </th>
            <td class="n" data-label={columns.amount}>
              {figures.bare.moneyExact(row.amountMinor)}
            </td>
            <td data-label={columns.state}>
              <DisputeStatus status={row.status} />
            </td>
            <td data-label={columns.answerBy}>
              {row.answerBy === null ? '—' : <strong>{figures.moment(row.answerBy)}</strong>}
            </td>
            <td class="code breakable" data-label={columns.reference}>
              {row.id}
            </td>
          </tr>
        ))}
      </MoneyTable>
    </>
  );
};

const Notices = (shown: {
  notices: readonly NoticeRow[];
  typed?: Typed | undefined;
  mayAct: boolean;
}) => {
  const { officePayments: words } = useWords();
  return (
    <ul class="plain-list cards">
      {shown.notices.map((row) => (
        <NoticeCard {...shown} row={row} words={words} />
      ))}
    </ul>
  );
};

const NoticeCard = (shown: {
  row: NoticeRow;
  typed?: Typed | undefined;
  mayAct: boolean;
  words: ReturnType<typeof useWords>['officePayments'];
}) => {
  const { row, typed, mayAct, words } = shown;
  const figures = useFigures();
  const own = typed?.id === row.eventId ? typed : undefined;
  const base = `${PAYMENTS_BASE}/notices/${encodeURIComponent(row.eventId)}`;
  const prefix = `${row.eventId}-`;
  return (
    <li class="stack">
      <p>
        <Status mood={row.trouble === '' ? 'idle' : 'err'}>
          {wordFor(words.noticeTroubles, row.trouble)}
        </Status>{' '}
        <span class="code breakable">{row.aboutId}</span>{' '}
        <small class="meta">
          {row.type}, {figures.moment(row.receivedAt)}
        </small>
      </p>
      {mayAct && (
        <>
          <form method="post" action={`${base}/look`} hx-sync="this:drop">
            <button type="submit">{words.lookAgain}</button>
          </form>
          <form method="post" action={`${base}/closing`} class="row filters" hx-sync="this:drop">
            <ProblemList
              problems={own?.problems ?? {}}
              labels={{ note: words.closing }}
              prefix={prefix}
            />
            <Field
              name="note"
              prefix={prefix}
              label={words.closing}
              value={own?.values['note']}
              problem={own?.problems['note']}
              maxlength={300}
              size="medium"
            />
            <button type="submit">{words.close}</button>
          </form>
        </>
      )}
    </li>
  );
};

const Attempts = (shown: { attempts: readonly AttemptRow[]; mayAct: boolean }) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  const { columns } = words;
  return (
    <MoneyTable
      label={words.troubles.attempts}
      columns={[
        { label: columns.company },
        { label: columns.order },
        { label: columns.amount, isNumber: true },
        { label: columns.opened },
        { label: words.lookNow },
      ]}
    >
      {shown.attempts.map((row) => (
        <tr>
          <th scope="row">{row.companyName}</th>
          <td data-label={columns.order}>
            {row.orders.map(({ id, number }) => (
              <>
                <a class="code" href={`/office/orders/${id}`}>
                  {number}
                </a>{' '}
              </>
            ))}
          </td>
          <td class="n" data-label={columns.amount}>
            {figures.bare.moneyExact(row.amountMinor)}
          </td>
          <td data-label={columns.opened}>{figures.moment(row.openedAt)}</td>
          <td class="deed">
            {shown.mayAct && row.state === 'open' && (
              <form
                method="post"
                action={`${PAYMENTS_BASE}/attempts/${row.id}/look`}
                hx-sync="this:drop"
              >
                <button type="submit" class="small">
                  {words.lookNow}
                </button>
              </form>
            )}
          </td>
        </tr>
      ))}
    </MoneyTable>
  );
};

const Stockless = ({ orders }: { orders: readonly StocklessRow[] }) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  const branchName = useBranchName();
  const { columns } = words;
  return (
    <MoneyTable
      label={words.troubles.stockless}
      columns={[
        { label: columns.order },
        { label: columns.company },
        { label: columns.goods },
        { label: columns.branch },
        { label: columns.paid, isNumber: true },
        { label: columns.since },
      ]}
    >
      {orders.map((row) => (
        <tr>
          <th scope="row">
            <a class="code" href={`/office/orders/${row.id}`}>
              {row.number}
            </a>
          </th>
          <td data-label={columns.company}>{row.companyName}</td>
          <td class="code" data-label={columns.goods}>
            {row.sku}
          </td>
          <td data-label={columns.branch}>{branchName(row.branchCode)}</td>
          <td class="n" data-label={columns.paid}>
            {figures.bare.moneyExact(row.paidMinor)}
          </td>
          <td data-label={columns.since}>{figures.moment(row.since)}</td>
        </tr>
      ))}
    </MoneyTable>
  );
};
