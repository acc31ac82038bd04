import { mayBePlanned } from '../../src/delivery/shipment.ts';
import type { ShipmentHead } from '../../src/delivery/shipment.queries.ts';
import type { OrderStage } from '../../src/platform/db/schema.ts';
import { useNameOf, useWords } from '../language.tsx';
import { Choice, Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { type ShippedLine, ShippedLines } from '../parts/shipped-lines.tsx';
import { ShipmentsList } from '../parts/shipments-list.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

type Shown = {
  desk: Desk;
  order: { id: string; number: string; stage: OrderStage };
  lines: readonly ShippedLine[];
  shipments: readonly ShipmentHead[];
  /** The id that the next shipment gets, so that a form sent twice plans one. */
  newShipmentId: string;
  today: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** The shipments of an order, what is left of its lines, and the plan of the next vehicle. */
export const PlanPage = (shown: Shown) => {
  const { delivery } = useWords();
  const { desk, order, lines, shipments } = shown;
  const isLeft = lines.some(({ standing }) => standing.leftG > 0);
  return (
    <DeskFrame desk={desk} here="yard">
      <h1>{delivery.planTitle(order.number)}</h1>
      <p class="actions">
        <a href={`${desk.base}/orders/${order.id}`}>{delivery.toOrder}</a>
        <a href={`${desk.base}/yard`}>{delivery.yard}</a>
      </p>
      <ShippedLines lines={lines} />
      <ShipmentsList shipments={shipments} base={`${desk.base}/shipments`} />
      {!mayBePlanned(order.stage) && <p>{delivery.tooEarly}</p>}
      {mayBePlanned(order.stage) && !isLeft && <p>{delivery.allPlanned}</p>}
      {mayBePlanned(order.stage) && isLeft && <Planning {...shown} />}
    </DeskFrame>
  );
};

const GRAMS_PER_KG = 1000;

const Planning = ({ desk, order, lines, newShipmentId, today, values, problems }: Shown) => {
  const { delivery } = useWords();
  const field = (name: string, otherwise = '') => ({
    ...{ name, value: values[name] ?? otherwise, problem: problems[name] },
  });
  const nameOf = useNameOf();
  const left = lines.filter(({ standing }) => standing.leftG > 0);
  const goes = left.map((line) => ({
    name: `goes${line.position}`,
    label: `${line.position}. ${nameOf(line)}: ${line.pieces === null ? delivery.goesAlongKg : delivery.goesAlongPieces}`,
    otherwise: `${line.standing.leftPieces ?? line.standing.leftG / GRAMS_PER_KG}`,
  }));
  const labels = {
    ...{ way: delivery.way, day: delivery.day, from: delivery.from, until: delivery.until },
    ...{ plate: delivery.plate, driver: delivery.driver, driverPhone: delivery.driverPhone },
    ...{ carrier: delivery.carrier, authority: delivery.authority, note: delivery.note },
    authorityUntil: delivery.authorityUntil,
    ...Object.fromEntries(goes.map(({ name, label }) => [name, label])),
  };
  const ways = ['pick-up', 'own-vehicle', 'carrier'] as const;
  return (
    <section>
      <h2>{delivery.plan}</h2>
      <form
        class="form"
        method="post"
        action={`${desk.base}/orders/${order.id}/shipments`}
        hx-sync="this:drop"
      >
        <ProblemList problems={problems} labels={labels} />
        <input type="hidden" name="id" value={values['id'] ?? newShipmentId} />
        {goes.map(({ name, label, otherwise }) => (
          <Field {...field(name, otherwise)} label={label} inputmode="decimal" size="amount" />
        ))}
        <Choice
          {...field('way', 'pick-up')}
          label={delivery.way}
          options={ways.map((value) => ({ value, label: delivery.ways[value] }))}
        />
        <div class="field-row">
          <Field {...field('day', today)} label={delivery.day} type="date" size="medium" required />
          <Field {...field('from', '10:00')} label={delivery.from} size="short" required />
          <Field {...field('until', '11:00')} label={delivery.until} size="short" required />
        </div>
        <div class="field-row">
          <Field {...field('plate')} label={delivery.plate} maxlength={20} size="medium" />
          <Field {...field('driver')} label={delivery.driver} maxlength={100} />
          <Field {...field('driverPhone')} label={delivery.driverPhone} type="tel" maxlength={30} />
        </div>
        <Field {...field('carrier')} label={delivery.carrier} maxlength={100} />
        <div class="field-row">
          <Field {...field('authority')} label={delivery.authority} maxlength={60} size="medium" />
          <Field
            {...field('authorityUntil')}
            label={delivery.authorityUntil}
            type="date"
            size="medium"
          />
        </div>
        <TextField {...field('note')} label={delivery.note} rows={2} />
        <button type="submit" class="primary">
          {delivery.planIt}
        </button>
      </form>
    </section>
  );
};
