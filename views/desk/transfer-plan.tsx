import type { TransferTimes } from '../../src/stock/transfer-times.ts';
import type { LotToSend } from '../../src/stock/transfer.queries.ts';
import { useBranchName, useFigures, useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { sentLotName } from '../shipment-names.ts';
import { type Desk, DeskFrame } from './frame.tsx';
import { fieldOf, nothingTyped, type Typed } from './shipment-form.ts';

/** A branch at which products lie, and whereto they may go from there, with the days; what a vehicle carries, in grams. */
type Lying = {
  from: string;
  vehicleUpToG: number;
  lots: readonly LotToSend[];
  ways: readonly (TransferTimes & { to: string; roadKm: number })[];
};

export type PlanShown = {
  desk: Desk;
  /** The SKUs as they were typed, and those of which nothing lies anywhere. */
  sku: string;
  lost: readonly string[];
  /** The branch of the reader; null where he belongs to none. */
  own: string | null;
  branches: readonly Lying[];
  formKey: string;
  refused?: Typed | undefined;
};

/** Where products lie, and what of them is to go where with one vehicle: a form for each branch that has any. */
export const TransferPlanPage = (shown: PlanShown) => {
  const { transfers } = useWords();
  const { desk, sku, lost, own, branches, refused } = shown;
  const sent = refused?.values['from'];
  const elsewhere = branches.filter(({ ways }) => ways.length > 0);
  const inOrder = elsewhere.toSorted(
    (one, other) => Number(one.from === own) - Number(other.from === own),
  );
  return (
    <DeskFrame desk={desk} here="transfers">
      <h1>{transfers.plan}</h1>
      <form class="form" method="get" action={`${desk.base}/transfers/new`} hx-sync="this:replace">
        <Field
          name="sku"
          label={transfers.sku}
          hint={transfers.skuHint}
          value={sku}
          maxlength={600}
          required
        />
        <button type="submit">{transfers.find}</button>
      </form>
      {sku !== '' && lost.length === 0 && inOrder.length === 0 && <p>{transfers.noLots(sku)}</p>}
      {lost.map((one) => (
        <p>{transfers.noLots(one)}</p>
      ))}
      {inOrder.map((lying, index) => (
        <Branch
          {...shown}
          lying={lying}
          typed={
            refused && (sent === undefined ? index === 0 : sent === lying.from)
              ? refused
              : nothingTyped
          }
        />
      ))}
    </DeskFrame>
  );
};

const GRAMS_PER_KG = 1000;

const Branch = (shown: PlanShown & { lying: Lying; typed: Typed }) => {
  const { transfers } = useWords();
  const figures = useFigures();
  const branchName = useBranchName();
  const { desk, sku, own, formKey, lying, typed } = shown;
  const { from, lots, ways, vehicleUpToG } = lying;
  const skus = [...new Set(lots.map((lot) => lot.sku))];
  const prefix = `${from}-`;
  const field = fieldOf(typed);
  const labels = Object.fromEntries(
    lots.map(({ lotId, heatNumber }) => [sentLotName(lotId), transfers.ofHeat(heatNumber)]),
  );
  const options = ways.map(({ to, arrivesOn, roadKm }) => ({
    value: to,
    label: transfers.way(branchName(to), figures.date(arrivesOn), figures.bare.count(roadKm)),
  }));
  return (
    <section>
      <h2>{transfers.liesAt(branchName(from))}</h2>
      <form class="form" method="post" action={`${desk.base}/transfers`} hx-sync="this:drop">
        <ProblemList
          problems={typed.problems}
          labels={{ ...labels, note: transfers.note, to: transfers.to }}
          prefix={prefix}
        />
        <input type="hidden" name="id" value={formKey} />
        <input type="hidden" name="sku" value={sku} />
        <input type="hidden" name="from" value={from} />
        {skus.map((one) => (
          <fieldset>
            <legend class="code">{one}</legend>
            {lots
              .filter((lot) => lot.sku === one)
              .map((lot) => (
                <Field
                  {...field(sentLotName(lot.lotId))}
                  prefix={prefix}
                  label={
                    lot.pieces === null
                      ? transfers.takeKg(lot.heatNumber)
                      : transfers.takePieces(lot.heatNumber)
                  }
                  hint={freeOf(lot)}
                  inputmode="decimal"
                  size="amount"
                />
              ))}
          </fieldset>
        ))}
        <p class="meta">{transfers.carries(figures.massT(vehicleUpToG))}</p>
        <Choice
          {...field('to', own !== null && own !== from ? own : '')}
          prefix={prefix}
          label={transfers.to}
          options={options}
          required
        />
        <Field {...field('note')} prefix={prefix} label={transfers.note} maxlength={300} />
        <button type="submit" class={from === own ? undefined : 'primary'}>
          {transfers.planIt}
        </button>
      </form>
    </section>
  );

  function freeOf({ onHandG, takenG, pieces }: LotToSend): string {
    const freeG = Math.max(0, Math.floor((onHandG - takenG) / GRAMS_PER_KG) * GRAMS_PER_KG);
    const lies = pieces === null ? '' : `, ${transfers.liesPieces(figures.pieces(pieces))}`;
    return `${transfers.free(figures.massKg(freeG))}${lies}`;
  }
};
