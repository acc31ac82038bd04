import type { FigureShown } from '../../../src/loyalty/nightly/figure.queries.ts';

const WIDTH = 560;
const HEIGHT = 200;
const LEFT = 44;
const BOTTOM = 24;
const TOP = 8;
/** Points of fewer answers are hollow and joined to none. */
const SOLID_FROM = 30;

const round = (value: number) => Math.round(value * 10) / 10;

/** Where a value stands between two ends of a line of pixels. */
const scale = (from: number, until: number, start: number, end: number) => (value: number) =>
  round(start + ((value - from) / (until - from || 1)) * (end - start));

type Axis = { ticks: readonly number[]; write: (value: number) => string };

/** Lines across at the ticks of the upright axis, with their values. */
const Grid = ({ ticks, write, y }: Axis & { y: (value: number) => number }) => (
  <>
    {ticks.map((tick) => (
      <>
        <path class="chart-grid" d={`M${LEFT} ${y(tick)}H${WIDTH}`} />
        <text x={LEFT - 6} y={y(tick) + 4} text-anchor="end">
          {write(tick)}
        </text>
      </>
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
  const [low = 0, high = 1] = [axis.ticks[0], axis.ticks.at(-1)];
  const y = scale(low, high, HEIGHT - BOTTOM, TOP);
  const x = scale(0, Math.max(1, months.length - 1), LEFT + 16, WIDTH - 12);
  const isSolid = ({ n }: FigureShown) => n >= SOLID_FROM;
  const joined = months.flatMap((month, at) => {
    const next = months[at + 1];
    if (!next || !isSolid(month) || !isSolid(next)) return [];
    return [`M${x(at)} ${y(month.value ?? 0)}L${x(at + 1)} ${y(next.value ?? 0)}`];
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
      {months.map((month, at) => (
        <>
          {month.value !== null && (
            <circle
              class={isSolid(month) ? 'solid' : 'hollow'}
              cx={x(at)}
              cy={y(month.value)}
              r={4}
            />
          )}
          {(months.length - 1 - at) % 3 === 0 && (
            <text x={x(at)} y={HEIGHT - 6} text-anchor="middle">
              {month.period.slice(5)}.{month.period.slice(2, 4)}
            </text>
          )}
        </>
      ))}
    </svg>
  );
};

/** A point of the grid of importance and rating. */
export type GridPoint = {
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
  const tall = 300;
  const xs = points.map((point) => point.x);
  const [from, until] = [Math.min(0, ...xs) - 0.05, Math.max(...xs) + 0.1];
  const lowest = Math.min(3, ...points.map(({ low, y }) => low ?? y));
  const x = scale(from, until, LEFT, WIDTH - 8);
  const y = scale(lowest - 0.1, 5, tall - BOTTOM, TOP);
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${tall}`} role="img" aria-label={title}>
      {center && (
        <path
          class="chart-cross"
          d={`M${x(center.x)} ${TOP}V${tall - BOTTOM}M${LEFT} ${y(center.y)}H${WIDTH - 8}`}
        />
      )}
      {[3, 4, 5].map((tick) => (
        <text x={LEFT - 8} y={y(tick) + 4} text-anchor="end">
          {tick}
        </text>
      ))}
      <text x={WIDTH - 8} y={tall - 6} text-anchor="end">
        {axis.x} →
      </text>
      <text x={LEFT} y={tall - 6}>
        ↑ {axis.y}
      </text>
      {points.map((point) => (
        <>
          {point.low !== null && point.high !== null && (
            <path class="chart-interval" d={`M${x(point.x)} ${y(point.low)}V${y(point.high)}`} />
          )}
          <circle
            class={point.isSolid ? 'solid' : 'hollow'}
            cx={x(point.x)}
            cy={y(point.y)}
            r={5}
          />
          <text x={x(point.x) + 8} y={y(point.y) + 4}>
            {point.name}
          </text>
        </>
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
      <text x={LEFT} y={HEIGHT - 6}>
        {labels.left}
      </text>
      <text x={WIDTH - 8} y={HEIGHT - 6} text-anchor="end">
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
            const tall = round((Math.max(0, value) / most) * 23);
            return `M${at * bar} 24v-${tall}h${bar - 2}v${tall}z`;
          })
          .join('')}
      />
    </svg>
  );
};
