import type { OpenReceipt } from '../../src/payments/fiscal-receipt.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { MoneyTable } from './money-table.tsx';
import { PAYMENTS_BASE } from './payment-table.tsx';
import { ReceiptStatus } from './receipt-status.tsx';

/** Receipts that are not registered, and how all of them are tried at once. */
export const Receipts = ({ receipts }: { receipts: readonly OpenReceipt[] }) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  const { columns } = words;
  return (
    <>
      <form method="post" action={`${PAYMENTS_BASE}/receipts/retry`} hx-sync="this:drop">
        <button type="submit" class="primary">
          {words.retryAll}
        </button>
      </form>
      <MoneyTable
        label={words.troubles.receipts}
        columns={[
          { label: columns.company },
          { label: columns.amount, isNumber: true },
          { label: words.device },
          { label: columns.state },
          { label: words.tries, isNumber: true },
          { label: columns.since },
        ]}
      >
        {receipts.map((row) => (
          <tr>
            <th scope="row">
              <a href={`${PAYMENTS_BASE}/${row.paymentId}`}>{row.companyName}</a>
              {row.isRefund && <small class="meta"> {words.ofRefund}</small>}
            </th>
            <td class="n" data-label={columns.amount}>
              {figures.bare.moneyExact(row.amountMinor)}
            </td>
            <td class="code" data-label={words.device}>
              {row.device}
            </td>
            <td data-label={columns.state}>
              <ReceiptStatus state={row.state} failure={row.failure} />
            </td>
            <td class="n" data-label={words.tries}>
              {figures.bare.count(row.tries)}
            </td>
            <td data-label={columns.since}>{figures.moment(row.askedAt)}</td>
          </tr>
        ))}
      </MoneyTable>
    </>
  );
};
