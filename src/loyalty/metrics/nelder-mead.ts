/** A point of a simplex, and the value there. */
type Corner = { at: number[]; value: number };

const FIRST_STEPS = 150;
const LAST_STEPS = 600;
const ROUNDS_MAX = 5;
const STEP = 0.4;

/**
 * The point at which a function is smallest, by the simplex of Nelder and Mead: a
 * short way from each of several starts, and then from the best point anew until a
 * round no longer improves it, so that a simplex which collapsed does not decide.
 * The number of steps is bounded, so that a function which is flat to the horizon
 * ends too. Values that are no numbers count as infinitely bad. Own code: `fmin`
 * 0.0.2 brings 155 packages for these lines and 0.0.4 does not load.
 */
export function minimise(
  value: (at: readonly number[]) => number,
  starts: readonly (readonly number[])[],
): { at: number[]; value: number } {
  const safe = (at: readonly number[]) => {
    const found = value(at);
    return Number.isNaN(found) ? Infinity : found;
  };
  let best: Corner = { at: [], value: Infinity };
  for (const start of starts) {
    const found = descend(safe, start, STEP, { steps: FIRST_STEPS, tolerance: 1e-7 });
    if (found.value < best.value || best.at.length === 0) best = found;
  }
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const end = { steps: LAST_STEPS, tolerance: 1e-13 };
    const found = descend(safe, best.at, STEP / (round + 1), end);
    const gained = best.value - found.value;
    if (found.value <= best.value) best = found;
    if (!(gained > 1e-11 * (1 + Math.abs(best.value)))) break;
  }
  return best;
}

function descend(
  value: (at: readonly number[]) => number,
  start: readonly number[],
  step: number,
  end: { steps: number; tolerance: number },
): Corner {
  const corner = (at: number[]): Corner => ({ at, value: value(at) });
  let simplex = [
    corner([...start]),
    ...start.map((_, axis) => corner(start.map((x, at) => x + (at === axis ? step : 0)))),
  ].toSorted(byValue);
  for (let steps = 0; steps < end.steps; steps += 1) {
    const [best] = simplex;
    const worst = simplex.at(-1);
    if (!best || !worst) break;
    if (worst.value - best.value <= end.tolerance * (1 + Math.abs(best.value))) break;
    simplex = nextSimplex(simplex, best, worst, corner);
  }
  return simplex[0] ?? corner([...start]);
}

function nextSimplex(
  simplex: readonly Corner[],
  best: Corner,
  worst: Corner,
  corner: (at: number[]) => Corner,
): Corner[] {
  const others = simplex.slice(0, -1);
  const centre = best.at.map(
    (_, axis) => others.reduce((sum, { at }) => sum + (at[axis] ?? 0), 0) / others.length,
  );
  /** A point on the line from the worst corner through the centre; 1 mirrors it. */
  const along = (far: number) =>
    corner(centre.map((middle, axis) => middle + far * (middle - (worst.at[axis] ?? 0))));
  const insert = (one: Corner) => [...others, one].toSorted(byValue);

  const mirrored = along(1);
  if (mirrored.value < best.value) {
    const further = along(2);
    return insert(further.value < mirrored.value ? further : mirrored);
  }
  if (mirrored.value < (others.at(-1)?.value ?? Infinity)) return insert(mirrored);
  const nearer = along(mirrored.value < worst.value ? 0.5 : -0.5);
  if (nearer.value < Math.min(mirrored.value, worst.value)) return insert(nearer);
  return simplex
    .map((one) =>
      one === best ? one : corner(best.at.map((x, axis) => x + ((one.at[axis] ?? 0) - x) / 2)),
    )
    .toSorted(byValue);
}

const byValue = (one: Corner, other: Corner) =>
  one.value === other.value ? 0 : one.value - other.value;
