import type { RouteMap } from '../../src/delivery/route-map.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';

type Point = { x: number; y: number };

/** Beyond this share of the width a word stands to the left of its dot. */
const RIGHT_SHARE = 0.62;

/** The network with the way of one vehicle on it: a drawing, and the same stops as a list. */
export const RouteMapDrawing = ({ map, roadKm }: { map: RouteMap; roadKm: number }) => {
  const { tracking } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const [from, to] = [map.stops[0], map.stops.at(-1)];
  if (!from || !to) return null;
  const km = (value: number) => tracking.km(figures.bare.count(value));
  return (
    <figure class="route">
      <svg viewBox={`0 0 ${map.width} ${map.height}`} role="img">
        <title>{tracking.mapTitle(nameOf(from.city), nameOf(to.city), km(roadKm))}</title>
        <path class="network" d={map.lines.map((line) => pathOf([line.from, line.to])).join('')} />
        <path class="city" d={map.cities.map(dot).join('')} />
        <path class="station" d={map.stations.map(dot).join('')} />
        <path class="ahead" d={pathOf(map.ahead)} />
        <path class="driven" d={pathOf(map.driven)} />
        {map.stops.map((stop) => (
          <>
            <circle class={stop.isBefore ? 'stop before' : 'stop'} cx={stop.x} cy={stop.y} r="4" />
            {stop.isNamed && <text {...besides(stop, map.width)}>{nameOf(stop.city)}</text>}
          </>
        ))}
        <circle class="vehicle" cx={map.vehicle.x} cy={map.vehicle.y} r="6" />
      </svg>
      <figcaption class="meta">
        {tracking.stops}:{' '}
        {map.stops.map((stop, index) => (
          <>
            {index > 0 && ' · '}
            <span class="nowrap">
              {nameOf(stop.city)} {index > 0 && km(stop.roadKm)}
            </span>
          </>
        ))}
        {map.stops.length === 1 && <> {km(roadKm)}</>}. {tracking.mapSource}
      </figcaption>
    </figure>
  );
};

const pathOf = (points: readonly Point[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');

/** A stroke of no length with round ends. */
const dot = ({ x, y }: Point) => `M${x} ${y}h0`;

const besides = ({ x, y }: Point, width: number) =>
  x > width * RIGHT_SHARE
    ? ({ x: x - 8, y: y - 6, 'text-anchor': 'end' } as const)
    : { x: x + 8, y: y - 6 };
