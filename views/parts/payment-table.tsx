import type { PaymentRow } from '../../src/payments/payment-list.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { ScrollRegion } from './scroll-region.tsx';

export const PAYMENTS_BASE = '/office/payments';

/** Payments as rows, each with what is left of it. */
export const PaymentTable = (shown: {
  payments: readonly PaymentRow[];
  label: string;
  base?: string;
}) => {
  const { officePayments: words, payments: money, shell } = useWords();
  const figures = useFigures();
  const { columns } = words;
  const { base = PAYMENTS_BASE } = shown;
  return (
    <ScrollRegion label={`${shown.label}: ${shell.tableScrolls}`} folds>
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.reference}</th>
            <th scope="col">{columns.day}</th>
            <th scope="col">{columns.company}</th>
            <th scope="col">{columns.method}</th>
            <th scope="col">{columns.orders}</th>
            <th scope="col" class="n">
              {columns.amount}
            </th>
            <th scope="col" class="n">
              {columns.left}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.payments.map((row) => (
            <tr>
              <th scope="row">
                <a class="code breakable" href={`${base}/${row.id}`} title={row.reference}>
                  {shortened(row.reference)}
                </a>
              </th>
              <td data-label={columns.day}>{figures.date(row.receivedOn)}</td>
              <td data-label={columns.company}>{row.companyName}</td>
              <td data-label={columns.method}>{money.methods[row.method]}</td>
              <td class="code" data-label={columns.orders}>
                {row.orders === 0 ? '—' : row.orderNumbers.join(', ')}
                {row.orders > row.orderNumbers.length && (
                  <small class="meta">
                    {' '}
                    {words.more(figures.bare.count(row.orders - row.orderNumbers.length))}
                  </small>
                )}
              </td>
              <td class="n" data-label={columns.amount}>
                {figures.bare.moneyExact(row.amountMinor)}
              </td>
              <td class="n" data-label={columns.left}>
                {row.leftMinor === 0 ? '—' : figures.bare.moneyExact(row.leftMinor)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const SHOWN_WHOLE = 20;
const END_SHOWN = 10;

/** Numbers that programs made are told apart by their ends. */
const shortened = (reference: string): string =>
  reference.length > SHOWN_WHOLE ? `…${reference.slice(-END_SHOWN)}` : reference;
