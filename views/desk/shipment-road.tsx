import { isBrought, isInYard } from '../../src/delivery/shipment.ts';
import type { Shipment } from '../../src/delivery/shipment.queries.ts';
import { tradingDay } from '../../src/measures/calendar.ts';
import { useFigures, useWords } from '../language.tsx';
import { Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { fieldOf, nothingTyped, type Typed } from './shipment-form.ts';

/** A report of the road that was refused, with what was typed. */
export type RoadRefused = { sighting?: Typed; delay?: Typed };

type Shown = {
  shipment: Shipment;
  refused: RoadRefused;
  base: string;
  /** The key that the next report gets, so that a form sent twice is told once. */
  formKey: string;
  at: Date;
};

/** What our people are told of a vehicle by its driver: where it is, and that it comes later. */
export const Road = (shown: Shown) => {
  const { yard } = useWords();
  const { stage, way } = shown.shipment;
  const isOnTheRoad = stage === 'left';
  if (!isBrought(way) || !(isOnTheRoad || isInYard(stage))) return null;
  return (
    <section>
      <h2>{yard.onTheRoad}</h2>
      {isOnTheRoad && <Sighting {...shown} />}
      <Delay {...shown} />
    </section>
  );
};

const Sighting = ({ refused, base, formKey, at }: Shown) => {
  const { yard } = useWords();
  const typed = refused.sighting ?? nothingTyped;
  const field = fieldOf(typed);
  const prefix = 'seen-';
  const labels = {
    ...{ place: yard.place, day: yard.seenOn, time: yard.seenAt, note: yard.sightingNote },
  };
  return (
    <details open={refused.sighting !== undefined}>
      <summary>{yard.sighting}</summary>
      <form class="form" method="post" action={`${base}/sightings`} hx-sync="this:drop">
        <ProblemList problems={typed.problems} labels={labels} prefix={prefix} />
        <input type="hidden" name="id" value={typed.values['id'] ?? formKey} />
        <Field
          {...field('place')}
          label={yard.place}
          prefix={prefix}
          maxlength={100}
          size="medium"
          required
        />
        <div class="field-row">
          <Field
            {...field('day', tradingDay(at))}
            label={yard.seenOn}
            prefix={prefix}
            type="date"
            size="medium"
            required
          />
          <Field
            {...field('time', useFigures().time(at))}
            label={yard.seenAt}
            prefix={prefix}
            size="short"
            required
          />
        </div>
        <Field {...field('note')} label={yard.sightingNote} prefix={prefix} maxlength={300} />
        <button type="submit">{yard.tellSighting}</button>
      </form>
    </details>
  );
};

const Delay = ({ refused, base, formKey, at }: Shown) => {
  const { yard } = useWords();
  const typed = refused.delay ?? nothingTyped;
  const field = fieldOf(typed);
  const prefix = 'delay-';
  const labels = {
    ...{ reason: yard.delayWhy, place: yard.place, day: yard.newDay },
    ...{ from: yard.newFrom, until: yard.newUntil },
  };
  return (
    <details open={refused.delay !== undefined}>
      <summary>{yard.delay}</summary>
      <form class="form" method="post" action={`${base}/delays`} hx-sync="this:drop">
        <ProblemList problems={typed.problems} labels={labels} prefix={prefix} />
        <input type="hidden" name="id" value={typed.values['id'] ?? formKey} />
        <TextField {...field('reason')} label={yard.delayWhy} prefix={prefix} rows={2} required />
        <Field
          {...field('place')}
          label={yard.place}
          prefix={prefix}
          maxlength={100}
          size="medium"
        />
        <div class="field-row">
          <Field
            {...field('day', tradingDay(at))}
            label={yard.newDay}
            prefix={prefix}
            type="date"
            size="medium"
            required
          />
          <Field {...field('from')} label={yard.newFrom} prefix={prefix} size="short" required />
          <Field {...field('until')} label={yard.newUntil} prefix={prefix} size="short" required />
        </div>
        <p class="meta">{yard.delayTold}</p>
        <button type="submit">{yard.tellDelay}</button>
      </form>
    </details>
  );
};
