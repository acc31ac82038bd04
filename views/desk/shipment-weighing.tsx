import type { KeptReading, StandingReadings } from '../../src/delivery/scale-reading.queries.ts';
import { mayFollow, shipmentNumber } from '../../src/delivery/shipment.ts';
import type { Shipment } from '../../src/delivery/shipment.queries.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useFigures, useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { RefusalNotice } from '../refusals.tsx';
import { fieldOf, nothingTyped, type Typed } from './shipment-form.ts';

/** What the scale said of a vehicle, and which scale can be read. */
export type WeighingShown = StandingReadings & { deviceId: string | undefined };

/** What of the weighing was refused: a form with what was typed, or a reading. */
export type WeighingRefused = { weigh?: Typed; ticket?: Typed; scale?: RefusalReason };

type Shown = {
  shipment: Shipment;
  weighing: WeighingShown;
  refused: WeighingRefused;
  base: string;
};

/**
 * The vehicle on the scale: empty and loaded as the scale itself says, and the ticket
 * of both; what two people type where the scale says nothing stands folded below.
 */
export const Weighing = (shown: Shown) => {
  const { delivery, yard } = useWords();
  const { shipment, weighing, refused } = shown;
  const isLoaded = mayFollow(shipment.stage, 'weighed');
  const hasScale = weighing.deviceId !== undefined;
  if (!hasScale && !isLoaded) return null;
  const isAgain = shipment.tickets.length > 0;
  const isSilent = refused.scale?.code === 'scale-silent';
  return (
    <section id="weighing">
      <h2>{isAgain ? delivery.weighAgain : delivery.weigh}</h2>
      {refused.scale && <RefusalNotice reason={refused.scale} />}
      {hasScale && <Readings {...shown} isLoaded={isLoaded} />}
      {isLoaded && (
        <details open={!hasScale || isSilent || refused.weigh !== undefined}>
          <summary>{yard.byHand}</summary>
          {!hasScale && <p>{yard.noScale}</p>}
          <ByHand {...shown} isAgain={isAgain} />
        </details>
      )}
    </section>
  );
};

const Readings = (shown: Shown & { isLoaded: boolean }) => {
  const { delivery, yard } = useWords();
  const { massKg } = useFigures();
  const { weighing, isLoaded } = shown;
  const { empty, loaded } = weighing;
  return (
    <>
      <div class="readings">
        <Reading {...shown} kind="empty" reading={empty} />
        {isLoaded && <Reading {...shown} kind="loaded" reading={loaded} />}
        {empty && loaded && loaded.massG > empty.massG && (
          <p class="reading">
            <span>{delivery.net}</span>
            <strong class="amount">{massKg(loaded.massG - empty.massG)}</strong>
          </p>
        )}
      </div>
      {weighing.tareOf !== null && (
        <Notice mood="warn">
          <p>{yard.tareOfOther(weighing.tareOf, shown.shipment.vehiclePlate)}</p>
        </Notice>
      )}
      {!isLoaded && <p class="meta">{yard.firstLoaded}</p>}
      {empty && loaded && <Ticket {...shown} empty={empty} loaded={loaded} />}
    </>
  );
};

const Reading = (shown: Shown & { kind: 'empty' | 'loaded'; reading: KeptReading | null }) => {
  const { yard } = useWords();
  const figures = useFigures();
  const { shipment, base, kind, reading } = shown;
  const ask = kind === 'empty' ? yard.readEmpty : yard.readLoaded;
  return (
    <form class="reading" method="post" action={`${base}/readings`} hx-sync="this:drop">
      <input type="hidden" name="version" value={shipment.version} />
      <input type="hidden" name="kind" value={kind} />
      <span>{yard[kind]}</span>
      {reading ? (
        <>
          <strong class="amount">{figures.massKg(reading.massG)}</strong>
          <small class="meta">
            {figures.time(reading.readAt)}, {yard.onScale(reading.deviceId)}
          </small>
        </>
      ) : (
        <small class="meta">{yard.notRead}</small>
      )}
      <button type="submit" class={reading ? undefined : 'primary'} aria-label={ask}>
        {reading ? yard.readAgain : ask}
      </button>
    </form>
  );
};

/** The number that a ticket gets unless another is typed: of the shipment, and which of its tickets it is. */
const nextNumber = (shipment: Shipment): string =>
  `${shipmentNumber(shipment)}/${shipment.tickets.length + 1}`;

const Ticket = (shown: Shown & { empty: KeptReading; loaded: KeptReading }) => {
  const { delivery, yard } = useWords();
  const { shipment, refused, base, empty, loaded } = shown;
  const typed = refused.ticket ?? nothingTyped;
  const isAgain = shipment.tickets.length > 0;
  const labels = { number: delivery.ticketNumber, reason: delivery.reason };
  const field = fieldOf(typed);
  return (
    <form class="form" method="post" action={`${base}/ticket`} hx-sync="this:drop">
      <ProblemList problems={typed.problems} labels={labels} prefix="ticket-" />
      <input type="hidden" name="version" value={shipment.version} />
      <input type="hidden" name="emptyId" value={empty.id} />
      <input type="hidden" name="loadedId" value={loaded.id} />
      <Field
        {...field('number', nextNumber(shipment))}
        label={delivery.ticketNumber}
        prefix="ticket-"
        maxlength={40}
        size="medium"
        required
      />
      {isAgain && (
        <Field
          {...field('reason')}
          label={delivery.reason}
          prefix="ticket-"
          maxlength={300}
          required
        />
      )}
      <button type="submit" class="primary">
        {yard.makeTicket}
      </button>
    </form>
  );
};

const GRAMS_PER_KG = 1000;

const ByHand = (shown: Shown & { isAgain: boolean }) => {
  const { delivery, yard } = useWords();
  const { shipment, weighing, refused, base, isAgain } = shown;
  const typed = refused.weigh ?? nothingTyped;
  const field = fieldOf(typed);
  const read = (reading: KeptReading | null) =>
    reading ? `${reading.massG / GRAMS_PER_KG}` : undefined;
  const labels = {
    ...{ number: delivery.ticketNumber, tareKg: delivery.tareKg, grossKg: delivery.grossKg },
    ...{ divisionKg: delivery.divisionKg, confirmedBy: delivery.confirmedBy },
    reason: delivery.reason,
  };
  return (
    <form class="form" method="post" action={`${base}/weighing`} hx-sync="this:drop">
      <ProblemList problems={typed.problems} labels={labels} />
      <input type="hidden" name="version" value={shipment.version} />
      <Field
        {...field('number', nextNumber(shipment))}
        label={delivery.ticketNumber}
        size="medium"
        required
      />
      <Field
        {...field('tareKg', read(weighing.empty))}
        label={delivery.tareKg}
        inputmode="decimal"
        size="amount"
        required
      />
      <Field
        {...field('grossKg', read(weighing.loaded))}
        label={delivery.grossKg}
        inputmode="decimal"
        size="amount"
        required
      />
      <Field
        {...field('divisionKg', '20')}
        label={delivery.divisionKg}
        inputmode="decimal"
        size="short"
        required
      />
      <Field
        {...field('confirmedBy')}
        label={delivery.confirmedBy}
        hint={yard.byHandHint}
        size="medium"
        required
      />
      {isAgain && <Field {...field('reason')} label={delivery.reason} maxlength={300} required />}
      <button type="submit">{delivery.keepTicket}</button>
    </form>
  );
};
