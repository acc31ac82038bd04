import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelled } from '../../views/office/loyalty/labels.ts';

const frame = { left: 56, top: 30, right: 560, bottom: 376 };
/** Two digits in the letters of a narrow screen, in units of the drawing. */
const [WIDE, TALL] = [24, 18];

test('numbers of a chart cover neither one another nor a point, however close the points stand', () => {
  const coordinate = (from: number, until: number) => fc.integer({ min: from, max: until });
  const somewhere = fc.record({ x: coordinate(70, 550), y: coordinate(40, 370) });
  const together = fc.record({ x: coordinate(300, 312), y: coordinate(200, 212) });
  const points = fc.array(fc.oneof(somewhere, together), { maxLength: 14 });
  fc.assert(
    fc.property(points, (places) => {
      const named = places.map((place, at) => ({ ...place, name: String(at + 1) }));
      const labels = labelled(named, frame);
      expect(labels.map(({ name }) => name)).toEqual(named.map(({ name }) => name));
      labels.forEach(({ to }, at) => {
        for (const point of places) {
          const isOff =
            Math.abs(to.x - point.x) >= WIDE / 2 + 5 || Math.abs(to.y - point.y) >= TALL / 2 + 5;
          expect(isOff).toBe(true);
        }
        for (const other of labels.slice(at + 1)) {
          const isOff = Math.abs(to.x - other.to.x) >= WIDE || Math.abs(to.y - other.to.y) >= TALL;
          expect(isOff).toBe(true);
        }
      });
      expect(labelled(named, frame)).toEqual(labels);
    }),
  );
});
