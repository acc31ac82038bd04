import { newId } from '../platform/id.ts';
import type { ServiceDerivation } from '../pricing/service-derivation.ts';
import type { NewCuttingJob } from '../stock/cutting-job.queries.ts';
import type { CartLine } from './cart.ts';
import type { NewService } from './placing.queries.ts';

/** A line of a cart and the line of the order that it becomes. */
export type PlacedLine = { line: CartLine; orderLineId: string };

/** The services of a cart's lines and of all of it, frozen with what they follow from. */
export function servicesToPlace(
  placed: readonly PlacedLine[],
  ofAll: readonly ServiceDerivation[],
): NewService[] {
  return [
    ...placed.flatMap(({ line, orderLineId }) =>
      line.services.map((derivation) => frozen(derivation, orderLineId)),
    ),
    ...ofAll.map((derivation) => frozen(derivation, null)),
  ];
}

function frozen(derivation: ServiceDerivation, orderLineId: string | null): NewService {
  const { kind, vatRateBp, netMinor, vatMinor, grossMinor } = derivation;
  const amounts = { vatRateBp, netMinor, vatMinor, grossMinor };
  return { id: newId(), orderLineId, kind, ...amounts, derivation };
}

/** A job for each line that is cut, behind what its machine has to do at this moment. */
export function jobsToPlace(placed: readonly PlacedLine[]): NewCuttingJob[] {
  return placed.flatMap(({ line, orderLineId }) => {
    const { cutOn, times } = line;
    if (!cutOn || !times) return [];
    const { toleranceMm } = cutOn;
    return [{ id: newId(), orderLineId, cartLineId: line.id, toleranceMm, ...times }];
  });
}
