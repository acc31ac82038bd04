import { isInYard } from '../../src/delivery/shipment.ts';
import type { Shipment } from '../../src/delivery/shipment.queries.ts';
import { useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { useSeen } from '../parts/seen.ts';
import { ProblemList } from '../parts/problem-list.tsx';
import { fieldOf, nothingTyped, type Typed } from './shipment-form.ts';

type Shown = { shipment: Shipment; refused: { gate?: Typed }; base: string; at: Date };

/** The vehicle at the gate: which one came and where it is loaded; said once, it can be corrected. */
export const AtGate = ({ shipment, refused, base, at }: Shown) => {
  const { yard, delivery } = useWords();
  const seen = useSeen(at);
  if (!isInYard(shipment.stage)) return null;
  const cameAt = shipment.track.find(({ kind }) => kind === 'at-gate')?.happenedAt;
  const typed = refused.gate ?? nothingTyped;
  const field = fieldOf(typed);
  const prefix = 'gate-';
  const labels = {
    ...{ plate: delivery.plate, driver: delivery.driver, loadingPlace: yard.loadingPlace },
  };
  return (
    <details id="gate" open={refused.gate !== undefined}>
      <summary>{cameAt ? yard.cameAt(seen(cameAt)) : yard.itCame}</summary>
      <form class="form" method="post" action={`${base}/gate`} hx-sync="this:drop">
        <ProblemList problems={typed.problems} labels={labels} prefix={prefix} />
        <div class="field-row">
          <Field
            {...field('plate', shipment.vehiclePlate)}
            label={delivery.plate}
            prefix={prefix}
            maxlength={20}
            size="medium"
            required
          />
          <Field
            {...field('driver', shipment.driverName)}
            label={delivery.driver}
            prefix={prefix}
            maxlength={100}
          />
          <Field
            {...field('loadingPlace', shipment.loadingPlace)}
            label={yard.loadingPlace}
            hint={yard.loadingPlaceHint}
            prefix={prefix}
            maxlength={20}
            size="medium"
          />
        </div>
        <button type="submit">{cameAt ? yard.correctGate : yard.itCame}</button>
      </form>
    </details>
  );
};
