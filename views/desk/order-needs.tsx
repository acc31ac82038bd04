import type { WayNeeded } from '../../src/stock/needs-by-way.ts';
import { useBranchName, useFigures, useNameOf, useWords } from '../language.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice, Status } from '../parts/status.tsx';
import { VehicleLoad } from '../parts/vehicle-load.tsx';
import type { Desk } from './frame.tsx';

/** What is needed on a way, with the key of the form that plans it, so that a second click is known. */
export type WayShown = WayNeeded & { formKey: string };

type Shown = {
  desk: Desk;
  needs: readonly WayShown[];
  /** The way for which nothing was chosen. */
  unchosen: { fromBranch: string; toBranch: string } | undefined;
  day: string;
};

/** What orders need from other branches and no transfer takes yet: for each way a form that plans what is chosen as one transfer. */
export const OrderNeeds = ({ desk, needs, unchosen, day }: Shown) => {
  const { transfers } = useWords();
  return (
    <section>
      <h2>{transfers.needed}</h2>
      {needs.map((way) => (
        <Way
          {...{ desk, way, day }}
          isUnchosen={unchosen?.fromBranch === way.fromBranch && unchosen.toBranch === way.toBranch}
        />
      ))}
    </section>
  );
};

const Way = (shown: { desk: Desk; way: WayShown; day: string; isUnchosen: boolean }) => {
  const { transfers, columns } = useWords();
  const branchName = useBranchName();
  const { desk, way, day, isUnchosen } = shown;
  const { fromBranch, toBranch, weightG, vehicleUpToG, needs, formKey } = way;
  const title = transfers.wayOf(branchName(fromBranch), branchName(toBranch));
  return (
    <form
      class="stack"
      method="post"
      action={`${desk.base}/transfers/for-orders`}
      hx-sync="this:drop"
      aria-label={title}
    >
      <h3>{title}</h3>
      {isUnchosen && (
        <Notice mood="err" role="alert">
          {transfers.chooseNeeds}
        </Notice>
      )}
      <input type="hidden" name="id" value={formKey} />
      <input type="hidden" name="from" value={fromBranch} />
      <input type="hidden" name="to" value={toBranch} />
      <ScrollRegion label={title} folds>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{transfers.order}</th>
              <th scope="col">{columns.name}</th>
              <th scope="col" class="num">
                {columns.weightKg}
              </th>
              <th scope="col">{transfers.leaveBy}</th>
              <th scope="col">{transfers.promisedFor}</th>
            </tr>
          </thead>
          <tbody>
            {needs.map((need) => (
              <Need {...{ desk, need, day }} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p>
        <VehicleLoad {...{ weightG, vehicleUpToG }} />{' '}
        {needs.some(({ fits }) => !fits) && transfers.fitsTicked}
      </p>
      <button type="submit">{transfers.planTogether(needs.length)}</button>
    </form>
  );
};

const Need = (shown: { desk: Desk; need: WayShown['needs'][number]; day: string }) => {
  const { transfers, columns } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const { desk, need, day } = shown;
  const { orderId, orderNumber, companyName, leavesOn, arrivesOn, weightG } = need;
  return (
    <tr>
      <th scope="row">
        <label class="check">
          <input
            type="checkbox"
            name="orderId"
            value={orderId}
            checked={need.fits}
            aria-label={transfers.planFor(orderNumber)}
          />
          <span>
            <a href={`${desk.base}/orders/${orderId}`}>{orderNumber}</a>{' '}
            <small class="meta">{companyName}</small>
          </span>
        </label>
        {need.isUnpaid && <Status mood="warn">{transfers.unpaid}</Status>}
      </th>
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
    </tr>
  );
};
