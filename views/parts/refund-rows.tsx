import type { RefundRow } from '../../src/payments/payment-trouble.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { MoneyTable } from './money-table.tsx';
import { PAYMENTS_BASE } from './payment-table.tsx';
import { wordFor } from '../words/refusal-words.ts';
import { Status } from './status.tsx';

/** Refunds as rows; what is done with each is done on its payment's page. */
export const RefundRows = (shown: { refunds: readonly RefundRow[]; base?: string }) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  const { columns } = words;
  const { base = PAYMENTS_BASE } = shown;
  return (
    <MoneyTable
      label={words.givenBack}
      columns={[
        { label: columns.company },
        { label: columns.amount, isNumber: true },
        { label: columns.way },
        { label: columns.reason },
        { label: columns.asked },
        { label: columns.state },
      ]}
    >
      {shown.refunds.map((row) => (
        <tr>
          <th scope="row">
            <a href={`${base}/${row.paymentId}#refund-${row.id}`}>{row.companyName}</a>
          </th>
          <td class="n" data-label={columns.amount}>
            {figures.bare.moneyExact(row.amountMinor)}
          </td>
          <td data-label={columns.way}>{words.ways[row.way]}</td>
          <td data-label={columns.reason}>
            {words.reasons[row.reason]}
            {row.note !== '' && <small class="meta"> {row.note}</small>}
          </td>
          <td data-label={columns.asked}>
            {row.askedByName} <small class="meta">{figures.moment(row.askedAt)}</small>
          </td>
          <td data-label={columns.state}>
            <Status mood={row.state === 'failed' ? 'err' : 'idle'}>
              {words.states[row.state]}
            </Status>
            {row.failure !== '' && (
              <small class="meta"> {wordFor(words.refundFailures, row.failure)}</small>
            )}
          </td>
        </tr>
      ))}
    </MoneyTable>
  );
};
