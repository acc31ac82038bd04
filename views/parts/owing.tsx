import type { Owing } from '../../src/credit/owing.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Notice } from './status.tsx';

/**
 * Why a company's orders on account are stopped, or soon will be, and the way out:
 * which orders to pay, each with its link, and whom to call. Nothing where nothing
 * is late or stopped. For a clerk it says what to tell the customer.
 */
export const OwingNotice = (shown: {
  owing: Owing | undefined;
  hrefOf: (orderId: string) => string;
  forStaff?: boolean;
}) => {
  const { credit, holdKinds } = useWords();
  const figures = useFigures();
  const { owing, hrefOf, forStaff = false } = shown;
  if (!owing) return null;
  const { holds, overdueMinor, orders, managerName, managerPhone } = owing;
  const stopped = holds.filter(({ scope }) => scope !== 'warn');
  if (overdueMinor === 0 && stopped.length === 0) return null;
  const words = credit.owing;
  const amount = figures.money(overdueMinor);
  const who = [managerName, managerPhone].filter(Boolean).join(', ');
  return (
    <Notice mood="warn">
      <div data-t="owing">
        {stopped.map(({ kind, scope }) => (
          <p>
            <strong>
              {scope === 'block-orders'
                ? words.ordersStopped(holdKinds[kind])
                : words.goodsStopped(holdKinds[kind])}
            </strong>
          </p>
        ))}
        {overdueMinor > 0 && (
          <>
            <p>{words.overdue(amount)}</p>
            <ul class="plain">
              {orders.map(({ orderId, number, dueOn, leftMinor }) => (
                <li>
                  <a href={`${hrefOf(orderId)}#payment`}>
                    {words.pay(number, figures.money(leftMinor))}
                  </a>{' '}
                  <small class="meta">{words.wasDue(figures.date(dueOn))}</small>
                </li>
              ))}
            </ul>
          </>
        )}
        {forStaff ? (
          <p>{words.sayToCustomer(amount, overdueMinor > 0)}</p>
        ) : (
          <p>
            {words.wayOut(overdueMinor > 0, stopped.length > 0)}
            {who !== '' && <> {words.call(who)}</>}
          </p>
        )}
      </div>
    </Notice>
  );
};
