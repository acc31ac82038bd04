import { tradingDay } from '../../src/measures/calendar.ts';
import type { OpenOrder } from '../../src/payments/account.queries.ts';
import { daysOverdue } from '../../src/payments/ageing.ts';
import { useFigures, useWords } from '../language.tsx';
import { Day } from './measures.tsx';
import { problemInWords } from './problem-list.tsx';
import { Status } from './status.tsx';

/** Orders of which something is left to pay. */
export type OpenOrdersShown = {
  open: readonly OpenOrder[];
  on: string;
  hrefOf: (orderId: string) => string;
  /** Whether the reader ticks what to pay; what he ticked and typed before. */
  mayPay: boolean;
  ticked: readonly string[];
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** Open orders as rows: due when, late by how much, how much is left; and what is paid of it where the reader pays. */
export const OpenOrderRows = (shown: OpenOrdersShown) => {
  const { statements: words } = useWords();
  const { open, mayPay } = shown;
  return (
    <table id="order" class="open-orders">
      <thead>
        <tr>
          <th scope="col">{words.columns.order}</th>
          <th scope="col">{words.columns.placed}</th>
          <th scope="col">{words.columns.due}</th>
          <th scope="col" class="n">
            {words.columns.left}
          </th>
          {mayPay && (
            <th scope="col" class="n no-print">
              {words.columns.pay}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {open.map((order) => (
          <OpenOrderRow shown={shown} order={order} />
        ))}
      </tbody>
    </table>
  );
};

const OpenOrderRow = ({ shown, order }: { shown: OpenOrdersShown; order: OpenOrder }) => {
  const { statements: words } = useWords();
  const figures = useFigures();
  const { id, number, purchaseNumber, placedAt, leftMinor } = order;
  const { mayPay, ticked } = shown;
  const link = <a href={shown.hrefOf(id)}>{number}</a>;
  return (
    <tr>
      <th scope="row" class="check-cell">
        {mayPay && (
          <input
            type="checkbox"
            id={`order-${id}`}
            name="order"
            value={id}
            checked={ticked.includes(id)}
            aria-label={words.payOrder(number)}
            class="no-print"
          />
        )}{' '}
        {link}
        {purchaseNumber !== '' && <small class="meta"> {purchaseNumber}</small>}
      </th>
      <td data-label={words.columns.placed}>
        <Day on={tradingDay(placedAt)} />
      </td>
      <td class="whole">
        <Due order={order} on={shown.on} />
      </td>
      <td class="n sum">{figures.bare.moneyExact(leftMinor)}</td>
      {mayPay && <Amount shown={shown} order={order} />}
    </tr>
  );
};

const Amount = ({ shown, order }: { shown: OpenOrdersShown; order: OpenOrder }) => {
  const words = useWords();
  const figures = useFigures();
  const { id, number, leftMinor } = order;
  const name = `amount.${id}`;
  const problem = shown.problems[name];
  return (
    <td class="n pay no-print">
      {problem && (
        <strong class="problem" id={`${name}-problem`}>
          {problemInWords(words, problem)}
        </strong>
      )}
      <input
        id={name}
        name={name}
        value={shown.values[name] ?? figures.typedMoney(leftMinor)}
        inputmode="decimal"
        data-num=""
        maxlength={24}
        aria-label={words.statements.amountOf(number)}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? `${name}-problem` : undefined}
      />
    </td>
  );
};

const Due = ({ order, on }: { order: OpenOrder; on: string }) => {
  const { statements: words } = useWords();
  const figures = useFigures();
  const { dueOn, isHandedOver, leftMinor, objectedMinor } = order;
  const days = dueOn === null ? 0 : daysOverdue(dueOn, on);
  const isOverdue = isHandedOver && days > 0 && objectedMinor < leftMinor;
  return (
    <>
      {dueOn === null ? <span class="meta">{words.noDay}</span> : <Day on={dueOn} />}{' '}
      {isOverdue && <Status mood="err">{words.late(days)}</Status>}{' '}
      {!isHandedOver && <small class="meta">{words.withUs}</small>}{' '}
      {objectedMinor > 0 && (
        <small class="meta">{words.disputed(figures.moneyExact(objectedMinor))}</small>
      )}
    </>
  );
};
