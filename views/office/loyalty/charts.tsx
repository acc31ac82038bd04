import type { FigureShown } from '../../../src/loyalty/nightly/figure.queries.ts';
import { useFigures } from '../../language.tsx';
import { labelled } from './labels.ts';

const WIDTH = 560;
const HEIGHT = 200;
/** Wide enough for the values of the upright axis in the larger letters of a narrow screen. */
const LEFT = 56;
const BOTTOM = 24;
const TOP = 10;
/** Points of fewer answers are hollow and joined to none. */
const SOLID_FROM = 30;
/** More periods than these are named one in three. */
const LABELS_MAX = 9;

/** Where a value stands between two ends of a line, in whole units of the drawing: less than a pixel is seen by nobody. */
const scale = (from: number, until: number, start: number, end: number) => (value: number) =>
  Math.round(start + ((value - from) / (until - from || 1)) * (end - start));

type Place = { x: number; y: number };

/** Points of a chart, each a round end of a line of no length, so that all of them are two paths: full ones, and rings. */
const Dots = ({ points }: { points: readonly (Place & { isSolid: boolean })[] }) => {
  const dot = ({ x, y }: Place) => `M${x} ${y}h0`;
  const hollow = points.filter(({ isSolid }) => !isSolid);
  return (
    <>
      <path class="chart-dots" d={points.map(dot).join('')} />
      {hollow.length > 0 && <path class="chart-dots hollow" d={hollow.map(dot).join('')} />}
    </>
  );
};

type Axis = { ticks: readonly number[]; write: (value: number) => string };

/** Lines across at the ticks of the upright axis, with their values. */
const Grid = ({ ticks, write, y }: Axis & { y: (value: number) => number }) => (
  <>
    <path class="chart-grid" d={ticks.map((tick) => `M${LEFT} ${y(tick)}H${WIDTH}`).join('')} />
    {ticks.map((tick) => (
      <text x={LEFT - 6} y={y(tick) + 5} class="end">
        {write(tick)}
      </text>
    ))}
  </>
);

/** The months of a metric: each a point with its interval, joined only where both have answers enough. */
export const TrendChart = (props: {
  title: string;
  months: readonly FigureShown[];
  axis: Axis;
}) => {
  const { title, months, axis } = props;
  const every = months.length > LABELS_MAX ? 3 : 1;
  const [low = 0, high = 1] = [axis.ticks[0], axis.ticks.at(-1)];
  const y = scale(low, high, HEIGHT - BOTTOM, TOP);
  const x = scale(0, Math.max(1, months.length - 1), LEFT + 24, WIDTH - 32);
  const points = months.map(({ value, n }, at) => ({
    ...{ x: x(at), y: y(value ?? 0), isSolid: n >= SOLID_FROM, isKnown: value !== null },
  }));
  const joined = points.flatMap((point, at) => {
    const next = points[at + 1];
    return next?.isSolid && point.isSolid ? [`M${point.x} ${point.y}L${next.x} ${next.y}`] : [];
  });
  const bars = months.flatMap(({ low: from, high: until }, at) =>
    from === null || until === null
      ? []
      : [`M${x(at)} ${y(Math.max(low, from))}V${y(Math.min(high, until))}`],
  );
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title}>
      <Grid {...axis} y={y} />
      <path class="chart-interval" d={bars.join('')} />
      <path class="chart-line" d={joined.join('')} />
      <Dots points={points.filter(({ isKnown }) => isKnown)} />
      {months.map(
        ({ period }, at) =>
          (months.length - 1 - at) % every === 0 && (
            <text x={x(at)} y={HEIGHT - 4} class="mid">
              {period.slice(5).replace('Q', '')}
              {period.includes('Q') ? '/' : '.'}
              {period.slice(2, 4)}
            </text>
          ),
      )}
    </svg>
  );
};

/** A point of the grid of importance and rating. */
export type GridPoint = {
  /** The number by which the table beneath names it. */
  name: string;
  x: number;
  y: number;
  low: number | null;
  high: number | null;
  isSolid: boolean;
};

/** Items by statistical importance and rating, each rating with its interval, the means as a cross. */
export const GridChart = (props: {
  title: string;
  points: readonly GridPoint[];
  center: { x: number; y: number } | null;
  axis: { x: string; y: string };
}) => {
  const { title, points, center, axis } = props;
  const { number } = useFigures();
  const tall = 400;
  const [xs, ys] = [points.map((point) => point.x), points.map(({ low, y }) => low ?? y)];
  const highest = Math.max(...points.map(({ high, y }) => high ?? y));
  const room = Math.max(0.05, (Math.max(...xs) - Math.min(...xs)) * 0.12);
  const x = scale(Math.min(...xs) - room, Math.max(...xs) + room, LEFT, WIDTH - 8);
  const [lowest, top] = [Math.min(...ys) - 0.05, Math.min(5, highest + 0.05)];
  const y = scale(lowest, top, tall - BOTTOM - 8, TOP + 20);
  const placed = points.map((point) => ({ ...point, x: x(point.x), y: y(point.y) }));
  const labels = labelled(placed, {
    left: LEFT,
    top: TOP + 20,
    right: WIDTH,
    bottom: tall - BOTTOM,
  });
  const ticks = [1, 2, 3, 3.5, 4, 4.5, 5].filter((tick) => tick >= lowest && tick <= top);
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${tall}`} role="img" aria-label={title}>
      {center && (
        <path
          class="chart-cross"
          d={`M${x(center.x)} ${TOP + 16}V${tall - BOTTOM}M${LEFT} ${y(center.y)}H${WIDTH - 8}`}
        />
      )}
      {ticks.map((tick) => (
        <text x={LEFT - 8} y={y(tick) + 5} class="end">
          {number(tick, 1)}
        </text>
      ))}
      <text x={WIDTH - 8} y={tall - 5} class="end">
        {axis.x} →
      </text>
      <text x={8} y={TOP + 5}>
        ↑ {axis.y}
      </text>
      <path
        class="chart-interval"
        d={points
          .map(({ low, high }, at) =>
            low === null || high === null ? '' : `M${placed[at]?.x} ${y(low)}V${y(high)}`,
          )
          .join('')}
      />
      <path
        class="chart-leader"
        d={labels
          .filter(({ isFar }) => isFar)
          .map(({ from, to }) => `M${from.x} ${from.y}L${to.x} ${to.y}`)
          .join('')}
      />
      <Dots points={placed} />
      {labels.map(({ name, to }) => (
        <text x={to.x} y={to.y + 5} class="mid chart-label">
          {name}
        </text>
      ))}
    </svg>
  );
};

/** A curve over a line of numbers; with a straight line from corner to corner where `even`. */
export const CurveChart = (props: {
  title: string;
  points: readonly (readonly [x: number, y: number])[];
  isStep?: boolean;
  even?: boolean;
  labels: { left: string; right: string };
}) => {
  const { title, points, isStep = false, even = false, labels } = props;
  const most = Math.max(1e-9, ...points.map(([at]) => at));
  const x = scale(0, most, LEFT, WIDTH - 8);
  const y = scale(0, 1, HEIGHT - BOTTOM, TOP);
  const line = points
    .map(([at, share], place) => {
      if (place === 0) return `M${x(at)} ${y(share)}`;
      return isStep ? `H${x(at)}V${y(share)}` : `L${x(at)} ${y(share)}`;
    })
    .join('');
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title}>
      <Grid ticks={[0, 0.5, 1]} write={(tick) => `${tick * 100}\u00a0%`} y={y} />
      {even && <path class="chart-cross" d={`M${x(0)} ${y(0)}L${x(most)} ${y(1)}`} />}
      <path class="chart-line" d={line} />
      <text x={LEFT} y={HEIGHT - 4}>
        {labels.left}
      </text>
      <text x={WIDTH - 8} y={HEIGHT - 4} class="end">
        {labels.right}
      </text>
    </svg>
  );
};

/** Twelve months as bars, without axes: what moves is seen, the numbers stand beside. */
export const Sparkline = ({ title, values }: { title: string; values: readonly number[] }) => {
  const most = Math.max(1, ...values);
  const bar = 7;
  return (
    <svg class="spark" viewBox={`0 0 ${values.length * bar} 24`} role="img" aria-label={title}>
      <path
        d={values
          .map((value, at) => {
            const tall = Math.round((Math.max(0, value) / most) * 230) / 10;
            return `M${at * bar} 24v-${tall}h${bar - 2}v${tall}z`;
          })
          .join('')}
      />
    </svg>
  );
};
