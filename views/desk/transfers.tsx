import type { TransferRow } from '../../src/stock/transfers.queries.ts';
import { OrderNeeds, type WayShown } from './order-needs.tsx';
import { useBranchName, useFigures, useWords } from '../language.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { TransferStatus } from '../parts/transfer-status.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

type Shown = {
  desk: Desk;
  needs: readonly WayShown[];
  /** The way for which nothing was chosen. */
  unchosen: { fromBranch: string; toBranch: string } | undefined;
  rows: readonly TransferRow[];
  day: string;
};

/** The transfers of a branch: what orders need, what is open by its day of arrival, and what is over. */
export const TransfersPage = ({ desk, needs, unchosen, rows, day }: Shown) => {
  const { transfers, columns } = useWords();
  const figures = useFigures();
  const branchName = useBranchName();
  return (
    <DeskFrame desk={desk} here="transfers">
      <h1>{transfers.title}</h1>
      <p class="actions">
        <a href={`${desk.base}/transfers/new`}>{transfers.plan}</a>
      </p>
      {needs.length > 0 && <OrderNeeds {...{ desk, needs, unchosen, day }} />}
      {rows.length === 0 ? (
        <p>{transfers.none}</p>
      ) : (
        <ScrollRegion label={transfers.title} folds>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{transfers.number}</th>
                <th scope="col">{transfers.from}</th>
                <th scope="col">{transfers.to}</th>
                <th scope="col" class="num">
                  {columns.weightKg}
                </th>
                <th scope="col">{transfers.leavesOn}</th>
                <th scope="col">{transfers.arrivesOn}</th>
                <th scope="col">{transfers.state}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr>
                  <th scope="row">
                    <a href={`${desk.base}/transfers/${row.id}`}>{row.number}</a>{' '}
                    {row.orders.length > 0 && (
                      <small class="meta">
                        {transfers.forOrders(row.orders.map(({ number }) => number).join(', '))}
                      </small>
                    )}
                  </th>
                  <td data-label={transfers.from}>{branchName(row.fromBranch)}</td>
                  <td data-label={transfers.to}>{branchName(row.toBranch)}</td>
                  <td class="num" data-label={columns.weightKg}>
                    {figures.bare.kg(row.weightG)}
                  </td>
                  <td data-label={transfers.leavesOn}>{figures.date(row.leavesOn)}</td>
                  <td data-label={transfers.arrivesOn}>{figures.date(row.arrivesOn)}</td>
                  <td data-label={transfers.state}>
                    <TransferStatus {...row} day={day} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </DeskFrame>
  );
};
