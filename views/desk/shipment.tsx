import {
  hasLeft,
  isBrought,
  isInYard,
  mayFollow,
  needsWeight,
} from '../../src/delivery/shipment.ts';
import type { ExcessQuestion } from '../../src/delivery/excess-question.ts';
import type { LotToLoad } from '../../src/delivery/load.queries.ts';
import type { Shipment } from '../../src/delivery/shipment.queries.ts';
import { useWords } from '../language.tsx';
import { Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ShipmentPapers } from '../parts/shipment-papers.tsx';
import { ExcessQuestions } from '../parts/excess-questions.tsx';
import { type Settled, ShipmentSheet } from '../parts/shipment-sheet.tsx';
import { type Desk, DeskFrame } from './frame.tsx';
import { AtGate } from './shipment-gate.tsx';
import { Loading, type LoadingRefused } from './shipment-loading.tsx';
import { fieldOf, nothingTyped, type Typed } from './shipment-form.ts';
import { Road, type RoadRefused } from './shipment-road.tsx';
import { Weighing, type WeighingRefused, type WeighingShown } from './shipment-weighing.tsx';

/** What of the page was refused: a form with what was typed, or a reading of the scale. */
export type ShipmentRefused = WeighingRefused &
  RoadRefused &
  LoadingRefused &
  Partial<Record<'gate' | 'leave' | 'take' | 'cancel', Typed>>;

type Shown = {
  desk: Desk;
  shipment: Shipment;
  settled: Settled;
  /** What its buyer is asked about its weight. */
  questions: readonly ExcessQuestion[];
  lots: readonly LotToLoad[];
  refused: ShipmentRefused;
  mayRelease: boolean;
  /** What the scale said of it; absent where it is not in our yard. */
  weighing: WeighingShown | undefined;
  /** The key that the next report of the road gets. */
  formKey: string;
  at: Date;
};

/** One shipment at the desk: what it is, and the step that comes next, the others below. */
export const ShipmentPage = (shown: Shown) => {
  const { delivery, yard } = useWords();
  const { desk, shipment, settled, weighing, lots, refused } = shown;
  const base = `${desk.base}/shipments/${shipment.id}`;
  const { stage, orderId, orderNumber } = shipment;
  const isLoaded = mayFollow(stage, 'left');
  return (
    <DeskFrame desk={desk} here="yard">
      <ShipmentSheet {...{ shipment, settled }} seesPrices certificatesAt="/office/certificates" />
      <p class="actions">
        <a href={`${desk.base}/orders/${orderId}`}>{delivery.ofOrder(orderNumber)}</a>
        <a href={`${desk.base}/orders/${orderId}/shipments`}>{delivery.shipments}</a>
        <a href={`${desk.base}/yard`}>{delivery.yard}</a>
        <a href={`${base}/picking`}>{yard.picking}</a>
      </p>
      <ShipmentPapers
        shipment={shipment}
        base="/office/documents"
        labelsHref={`${base}/labels.pdf`}
        issueAction={`${base}/papers`}
      />
      <ExcessQuestions
        questions={shown.questions}
        shipmentsAt={`${desk.base}/shipments`}
        mayDecide
      />
      <AtGate {...{ shipment, refused, base, at: shown.at }} />
      {isLoaded && <Departing {...shown} base={base} />}
      {weighing && <Weighing {...{ shipment, weighing, refused, base }} />}
      {mayFollow(stage, 'handed-over') && <Taking {...shown} base={base} />}
      <Road {...shown} base={base} />
      {mayFollow(stage, 'loaded') && <Loading {...{ shipment, lots, refused, base }} />}
      {isInYard(stage) && <Cancelling {...shown} base={base} />}
      {hasLeft(stage) && !shipment.handOver && <p class="meta">{delivery.signsOnPaper}</p>}
    </DeskFrame>
  );
};

type Form = Shown & { base: string };

const Departing = ({ shipment, refused, base, mayRelease }: Form) => {
  const { delivery } = useWords();
  const typed = refused.leave ?? nothingTyped;
  if (needsWeight(shipment)) return null;
  const action = `${base}/departure`;
  return (
    <section>
      <form class="form" method="post" action={action} hx-sync="this:drop">
        <ProblemList problems={typed.problems} labels={{ unpaidReason: delivery.departUnpaid }} />
        <input type="hidden" name="version" value={shipment.version} />
        {mayRelease && (
          <Field
            {...fieldOf(typed)('unpaidReason')}
            label={delivery.departUnpaid}
            maxlength={300}
          />
        )}
        <button type="submit" class="primary">
          {delivery.depart}
        </button>
      </form>
    </section>
  );
};

const Taking = ({ shipment, refused, base }: Form) => {
  const { delivery } = useWords();
  const typed = refused.take ?? nothingTyped;
  const field = fieldOf(typed);
  const labels = {
    ...{ takenBy: delivery.takenBy, plate: delivery.plate, authority: delivery.authority },
    discrepancy: delivery.discrepancy,
  };
  return (
    <section>
      <h2>{delivery.handOver}</h2>
      <form class="form" method="post" action={`${base}/hand-over`} hx-sync="this:drop">
        <ProblemList problems={typed.problems} labels={labels} />
        <input type="hidden" name="version" value={shipment.version} />
        <Field
          {...field('takenBy', shipment.driverName)}
          label={delivery.takenBy}
          maxlength={100}
          required
        />
        <Field
          {...field('plate', shipment.vehiclePlate)}
          label={delivery.plate}
          maxlength={20}
          size="medium"
        />
        <Field
          {...field('authority', shipment.authorityNumber)}
          label={delivery.authority}
          maxlength={60}
          size="medium"
          required={!isBrought(shipment.way)}
        />
        <TextField {...field('discrepancy')} label={delivery.discrepancy} rows={2} />
        <button type="submit" class="primary">
          {delivery.handOverNow}
        </button>
      </form>
    </section>
  );
};

const Cancelling = ({ shipment, refused, base }: Form) => {
  const { delivery } = useWords();
  const typed = refused.cancel ?? nothingTyped;
  return (
    <details open={refused.cancel !== undefined}>
      <summary>{delivery.cancel}</summary>
      <form class="form" method="post" action={`${base}/cancellation`} hx-sync="this:drop">
        <ProblemList problems={typed.problems} labels={{ cancelNote: delivery.cancelWhy }} />
        <input type="hidden" name="version" value={shipment.version} />
        <Field
          {...fieldOf(typed)('cancelNote')}
          label={delivery.cancelWhy}
          maxlength={300}
          required
        />
        <button type="submit" class="danger">
          {delivery.cancel}
        </button>
      </form>
    </details>
  );
};
