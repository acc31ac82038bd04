import type { TransferLotShown, TransferShown } from '../../src/stock/transfers.queries.ts';
import { useBranchName, useFigures, useNameOf, useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Status } from '../parts/status.tsx';
import { TransferStatus } from '../parts/transfer-status.tsx';
import { VehicleLoad } from '../parts/vehicle-load.tsx';
import { sentLotName } from '../shipment-names.ts';
import { type Desk, DeskFrame } from './frame.tsx';
import { fieldOf, nothingTyped, type Typed } from './shipment-form.ts';

/** What of the page was refused, with what was typed. */
export type TransferRefused = Partial<Record<'leave' | 'arrive' | 'cancel', Typed>>;

type Shown = {
  desk: Desk;
  transfer: TransferShown;
  /** The branch of the reader; null where he belongs to none. */
  own: string | null;
  refused: TransferRefused;
};

/** One transfer: its lots, its way, and the step that comes next for the reader's branch. */
export const TransferPage = (shown: Shown) => {
  const { transfers } = useWords();
  const { desk, transfer, own } = shown;
  const { state, fromBranch, toBranch } = transfer;
  const isAt = (branch: string) => own === null || own === branch;
  const branchName = useBranchName();
  return (
    <DeskFrame desk={desk} here="transfers">
      <h1>{transfers.titleOf(transfer.number)}</h1>
      <p>
        <TransferStatus {...transfer} />
      </p>
      {transfer.orders.map(({ id, number }) => (
        <p>
          <a href={`${desk.base}/orders/${id}`}>{transfers.forOrders(number)}</a>
        </p>
      ))}
      <Facts transfer={transfer} />
      <Lots transfer={transfer} />
      {state === 'planned' && (
        <p>
          <VehicleLoad {...transfer} />
        </p>
      )}
      <p class="actions">
        <a href={`${desk.base}/transfers`}>{transfers.title}</a>
      </p>
      {state === 'planned' && !isAt(fromBranch) && (
        <p class="meta">{transfers.sends(branchName(fromBranch))}</p>
      )}
      {state === 'left' && !isAt(toBranch) && (
        <p class="meta">{transfers.receives(branchName(toBranch))}</p>
      )}
      {state === 'planned' && isAt(fromBranch) && <Leaving {...shown} />}
      {state === 'left' && isAt(toBranch) && <Arriving {...shown} />}
      {state === 'planned' && isAt(fromBranch) && <Cancelling {...shown} />}
    </DeskFrame>
  );
};

const Facts = ({ transfer }: { transfer: TransferShown }) => {
  const { transfers, delivery } = useWords();
  const figures = useFigures();
  const branchName = useBranchName();
  const by = (at: Date | null, name: string | null) =>
    at ? `${figures.moment(at)}, ${name ?? ''}` : '';
  const facts: [string, string][] = [
    [transfers.from, branchName(transfer.fromBranch)],
    [transfers.to, branchName(transfer.toBranch)],
    [transfers.leavesOn, figures.date(transfer.leavesOn)],
    [transfers.arrivesOn, figures.date(transfer.arrivesOn)],
    [delivery.plate, transfer.vehiclePlate],
    [transfers.plannedBy, by(transfer.plannedAt, transfer.plannedByName)],
    [transfers.leftBy, by(transfer.leftAt, transfer.leftByName)],
    [transfers.arrivedBy, by(transfer.arrivedAt, transfer.arrivedByName)],
    [transfers.note, transfer.note],
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, said]) => said !== '')
        .map(([name, said]) => (
          <>
            <dt>{name}</dt>
            <dd>{said}</dd>
          </>
        ))}
    </dl>
  );
};

const Lots = ({ transfer: { lots } }: { transfer: TransferShown }) => {
  const { transfers, delivery, columns } = useWords();
  return (
    <ScrollRegion label={transfers.goods} folds>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{delivery.lot}</th>
            <th scope="col">{delivery.certificate}</th>
            <th scope="col" class="num">
              {transfers.sent}
            </th>
            <th scope="col" class="num">
              {transfers.arrived}
            </th>
          </tr>
        </thead>
        <tbody>
          {lots.map((lot) => (
            <Lot lot={lot} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const Lot = ({ lot }: { lot: TransferLotShown }) => {
  const { transfers, delivery } = useWords();
  const figures = useFigures();
  const { weightG, pieces, arrivedG, arrivedPieces, certificateNumbers } = lot;
  const amount = (massG: number, count: number | null) =>
    `${figures.massKg(massG)}${count === null ? '' : `, ${figures.pieces(count)}`}`;
  return (
    <tr>
      <th scope="row">
        {useNameOf()(lot)} <small class="meta">{lot.sku}</small>
      </th>
      <td data-label={delivery.lot}>
        <span class="code">{lot.heatNumber}</span>
      </td>
      <td data-label={delivery.certificate}>
        {certificateNumbers.join(', ') || <Status mood="warn">{delivery.noCertificate}</Status>}
      </td>
      <td class="num" data-label={transfers.sent}>
        {amount(weightG, pieces)}
      </td>
      <td class="num" data-label={transfers.arrived}>
        {arrivedG === null ? '–' : amount(arrivedG, arrivedPieces)}
        {arrivedG !== null && arrivedG < weightG && (
          <Status mood="warn">{transfers.missing(figures.massKg(weightG - arrivedG))}</Status>
        )}
      </td>
    </tr>
  );
};

const Leaving = ({ desk, transfer, refused }: Shown) => {
  const { transfers, delivery } = useWords();
  const typed = refused.leave ?? nothingTyped;
  const action = `${desk.base}/transfers/${transfer.id}/departure`;
  return (
    <form class="form" method="post" action={action} hx-sync="this:drop">
      <ProblemList problems={typed.problems} labels={{ plate: delivery.plate }} />
      <input type="hidden" name="version" value={transfer.version} />
      <Field {...fieldOf(typed)('plate')} label={delivery.plate} maxlength={20} size="medium" />
      <button type="submit" class="primary">
        {transfers.depart}
      </button>
    </form>
  );
};

const GRAMS_PER_KG = 1000;

const Arriving = ({ desk, transfer, refused }: Shown) => {
  const { transfers } = useWords();
  const typed = refused.arrive ?? nothingTyped;
  const field = fieldOf(typed);
  const action = `${desk.base}/transfers/${transfer.id}/arrival`;
  const labels = Object.fromEntries(
    transfer.lots.map(({ lotId, heatNumber }) => [
      sentLotName(lotId),
      transfers.ofHeat(heatNumber),
    ]),
  );
  return (
    <section>
      <h2>{transfers.bookIn}</h2>
      <form class="form" method="post" action={action} hx-sync="this:drop">
        <ProblemList
          problems={typed.problems}
          labels={{ ...labels, arrivalNote: transfers.note }}
        />
        <input type="hidden" name="version" value={transfer.version} />
        {transfer.lots.map(({ lotId, heatNumber, pieces, weightG }) => (
          <Field
            {...field(sentLotName(lotId), `${pieces ?? weightG / GRAMS_PER_KG}`)}
            label={
              pieces === null ? transfers.cameKg(heatNumber) : transfers.camePieces(heatNumber)
            }
            inputmode="decimal"
            size="amount"
          />
        ))}
        <Field {...field('arrivalNote')} label={transfers.note} maxlength={300} />
        <button type="submit" class="primary">
          {transfers.bookIn}
        </button>
      </form>
    </section>
  );
};

const Cancelling = ({ desk, transfer, refused }: Shown) => {
  const { transfers } = useWords();
  const typed = refused.cancel ?? nothingTyped;
  const action = `${desk.base}/transfers/${transfer.id}/cancellation`;
  return (
    <details open={refused.cancel !== undefined}>
      <summary>{transfers.cancel}</summary>
      <form class="form" method="post" action={action} hx-sync="this:drop">
        <ProblemList problems={typed.problems} labels={{ cancelNote: transfers.cancelWhy }} />
        <input type="hidden" name="version" value={transfer.version} />
        <Field
          {...fieldOf(typed)('cancelNote')}
          label={transfers.cancelWhy}
          maxlength={300}
          required
        />
        <button type="submit" class="danger">
          {transfers.cancel}
        </button>
      </form>
    </details>
  );
};
