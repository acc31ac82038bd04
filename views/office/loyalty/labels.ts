type Place = { x: number; y: number };
type Frame = { left: number; top: number; right: number; bottom: number };

/** A label beside its point, or at the end of a line from it where it is too far to be taken for its own. */
type Label = { name: string; from: Place; to: Place; isFar: boolean };

/** Half of a label and of a point, in units of the drawing: two digits in the letters of a narrow screen. */
const HALF: Place = { x: 13, y: 11 };
const POINT = 7;
const DIRECTIONS = 16;
const NEAREST = 20;
const FARTHEST = 110;
const STEP = 6;

/**
 * Where the labels of points stand so that none covers another one or a point: each at
 * the first free place around its own point, the nearest first. Points that stand on one
 * another are told apart by the lines. Always the same for the same points.
 */
export function labelled(
  points: readonly (Place & { name: string })[],
  frame: Frame,
): readonly Label[] {
  const placed: Label[] = [];
  for (const { name, x, y } of points) {
    const from = { x, y };
    const free = placesAround(from).find((place) => isFree(place, { points, placed, frame }));
    const to = free ?? { x: x + NEAREST, y };
    placed.push({ name, from, to, isFar: Math.hypot(to.x - x, to.y - y) > NEAREST + STEP });
  }
  return placed;
}

function placesAround({ x, y }: Place): Place[] {
  const places: Place[] = [];
  for (let far = NEAREST; far <= FARTHEST; far += STEP) {
    for (let turn = 0; turn < DIRECTIONS; turn += 1) {
      const angle = (turn / DIRECTIONS) * 2 * Math.PI;
      places.push({
        x: Math.round(x + far * Math.cos(angle)),
        y: Math.round(y - far * Math.sin(angle)),
      });
    }
  }
  return places;
}

function isFree(
  place: Place,
  of: { points: readonly Place[]; placed: readonly Label[]; frame: Frame },
): boolean {
  const { points, placed, frame } = of;
  const isInside =
    place.x - HALF.x >= frame.left &&
    place.x + HALF.x <= frame.right &&
    place.y - HALF.y >= frame.top &&
    place.y + HALF.y <= frame.bottom;
  return (
    isInside &&
    points.every((point) => isApart(place, point, { x: HALF.x + POINT, y: HALF.y + POINT })) &&
    placed.every(({ to }) => isApart(place, to, { x: 2 * HALF.x, y: 2 * HALF.y }))
  );
}

const isApart = (one: Place, other: Place, least: Place) =>
  Math.abs(one.x - other.x) >= least.x || Math.abs(one.y - other.y) >= least.y;
