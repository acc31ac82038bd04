/** A place in a drawing, millimetres: x to the right, y downwards. */
export type Point = readonly [xMm: number, yMm: number];

/** A corner of an outline; the radius rounds it. */
export type Corner = { at: Point; radiusMm?: number };

/**
 * A closed outline through the corners as an SVG path in millimetres. A corner is
 * rounded by a curve that leaves it by its radius, or by half the shorter side
 * where the radius would not fit.
 */
export function outline(corners: readonly Corner[]): string {
  const steps = corners.map((corner, index) => {
    const before = corners.at(index - 1) ?? corner;
    const after = corners[(index + 1) % corners.length] ?? corner;
    const radius = Math.min(
      corner.radiusMm ?? 0,
      distance(corner.at, before.at) / 2,
      distance(corner.at, after.at) / 2,
    );
    if (radius <= 0) return `L${write(corner.at)}`;
    const start = towards(corner.at, before.at, radius);
    const end = towards(corner.at, after.at, radius);
    return `L${write(start)}Q${write(corner.at)} ${write(end)}`;
  });
  return `${steps.join('').replace('L', 'M')}Z`;
}

/** A rectangle, its corners rounded alike, drawn clockwise or, as a hole, the other way. */
export function rectangle(
  box: { xMm: number; yMm: number; widthMm: number; heightMm: number; radiusMm?: number },
  turn: 'clockwise' | 'counter' = 'clockwise',
): string {
  const { xMm, yMm, radiusMm = 0 } = box;
  const right = xMm + box.widthMm;
  const bottom = yMm + box.heightMm;
  const corners: Point[] = [
    [xMm, yMm],
    [right, yMm],
    [right, bottom],
    [xMm, bottom],
  ];
  const drawn = turn === 'clockwise' ? corners : corners.toReversed();
  return outline(drawn.map((at) => ({ at, radiusMm })));
}

/** A circle about a centre, drawn clockwise or, as a hole, the other way. */
export function circle(
  centre: Point,
  radiusMm: number,
  turn: 'clockwise' | 'counter' = 'clockwise',
): string {
  const sweep = turn === 'clockwise' ? 1 : 0;
  const left: Point = [centre[0] - radiusMm, centre[1]];
  const right: Point = [centre[0] + radiusMm, centre[1]];
  const arc = (to: Point) => `A${round(radiusMm)} ${round(radiusMm)} 0 1 ${sweep} ${write(to)}`;
  return `M${write(left)}${arc(right)}${arc(left)}Z`;
}

const distance = (one: Point, other: Point) => Math.hypot(one[0] - other[0], one[1] - other[1]);

function towards(from: Point, to: Point, byMm: number): Point {
  const share = byMm / distance(from, to);
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

const write = (point: Point) => `${round(point[0])} ${round(point[1])}`;
const round = (millimetres: number) => Math.round(millimetres * 1000) / 1000;
