import type { OrderNeed } from '../../src/stock/order-transfer.queries.ts';
import { useBranchName, useFigures, useNameOf, useWords } from '../language.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Status } from '../parts/status.tsx';
import type { Desk } from './frame.tsx';

/** What an order needs, with the key of the form that plans it, so that a second click is known. */
export type NeedShown = OrderNeed & { formKey: string };

type Shown = { desk: Desk; needs: readonly NeedShown[]; day: string };

/** What orders need from other branches and no transfer takes yet: each is planned with one press. */
export const OrderNeeds = ({ desk, needs, day }: Shown) => {
  const { transfers, columns } = useWords();
  return (
    <section>
      <h2>{transfers.needed}</h2>
      <ScrollRegion label={transfers.needed} folds>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{transfers.order}</th>
              <th scope="col">{transfers.from}</th>
              <th scope="col">{transfers.to}</th>
              <th scope="col">{columns.name}</th>
              <th scope="col" class="num">
                {columns.weightKg}
              </th>
              <th scope="col">{transfers.leaveBy}</th>
              <th scope="col">{transfers.promisedFor}</th>
              <th scope="col">
                <span class="visually-hidden">{transfers.planIt}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {needs.map((need) => (
              <Need {...{ desk, need, day }} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
};

const Need = ({ desk, need, day }: { desk: Desk; need: NeedShown; day: string }) => {
  const { transfers, columns } = useWords();
  const figures = useFigures();
  const branchName = useBranchName();
  const nameOf = useNameOf();
  const { orderId, orderNumber, companyName, fromBranch, toBranch, leavesOn, arrivesOn } = need;
  const weightG = need.goods.reduce((sum, goods) => sum + goods.weightG, 0);
  return (
    <tr>
      <th scope="row">
        <a href={`${desk.base}/orders/${orderId}`}>{orderNumber}</a>{' '}
        <small class="meta">{companyName}</small>
        {need.isUnpaid && <Status mood="warn">{transfers.unpaid}</Status>}
      </th>
      <td data-label={transfers.from}>{branchName(fromBranch)}</td>
      <td data-label={transfers.to}>{branchName(toBranch)}</td>
      <td data-label={columns.name}>{need.goods.map(nameOf).join(', ')}</td>
      <td class="num" data-label={columns.weightKg}>
        {figures.bare.kg(weightG)}
      </td>
      <td data-label={transfers.leaveBy}>
        {leavesOn < day ? (
          <Status mood="warn">
            {figures.date(leavesOn)}, {transfers.late}
          </Status>
        ) : (
          figures.date(leavesOn)
        )}
      </td>
      <td data-label={transfers.promisedFor}>{figures.date(arrivesOn)}</td>
      <td>
        <form method="post" action={`${desk.base}/transfers/for-orders`} hx-sync="this:drop">
          <input type="hidden" name="id" value={need.formKey} />
          <input type="hidden" name="orderId" value={orderId} />
          <input type="hidden" name="from" value={fromBranch} />
          <button type="submit" class="small" aria-label={transfers.planFor(orderNumber)}>
            {transfers.planIt}
          </button>
        </form>
      </td>
    </tr>
  );
};
