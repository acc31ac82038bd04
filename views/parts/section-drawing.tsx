import type { DimensionMark, SectionProfile } from '../../src/catalogue/section-profile.ts';
import { useFigures } from '../language.tsx';

/** The larger side of every section, in drawing units; letters keep their size whatever the steel's. */
const SIZE = 200;
const MARGIN = { left: 88, right: 72, top: 32, bottom: 44 };
/** A dimension shorter than this gets its text beside it, on a leader. */
const ROOM_FOR_TEXT = 26;
const TICK = 4;
const LEADER = 16;

type Point = readonly [number, number];

/** A section drawn to scale with its dimension letters and values in millimetres; `title` says it in words. */
export function SectionDrawing({ profile, title }: { profile: SectionProfile; title: string }) {
  const scale = SIZE / Math.max(profile.widthMm, profile.heightMm);
  const width = profile.widthMm * scale;
  const height = profile.heightMm * scale;
  const boxWidth = round(width + MARGIN.left + MARGIN.right);
  const boxHeight = round(height + MARGIN.top + MARGIN.bottom);
  return (
    <svg
      class="drawing"
      viewBox={`${-MARGIN.left} ${-MARGIN.top} ${boxWidth} ${boxHeight}`}
      width={boxWidth}
      height={boxHeight}
      role="img"
    >
      <title>{title}</title>
      <g transform={`scale(${round(scale, 5)})`}>
        <path class="edge" d={profile.paths.join('')} />
        {profile.paths.map((path) => (
          <path class="steel" d={path} />
        ))}
      </g>
      {profile.marks.map((mark) => (
        <Dimension mark={mark} scale={scale} />
      ))}
    </svg>
  );
}

const Dimension = ({ mark, scale }: { mark: DimensionMark; scale: number }) => {
  const from: Point = [mark.from[0] * scale, mark.from[1] * scale];
  const to: Point = [mark.to[0] * scale, mark.to[1] * scale];
  const isLong = Math.hypot(to[0] - from[0], to[1] - from[1]) >= ROOM_FOR_TEXT;
  const isUpright = Math.abs(to[0] - from[0]) < Math.abs(to[1] - from[1]);
  const place = isLong ? longPlace(from, to, isUpright) : shortPlace(from, to, isUpright);
  return (
    <>
      <path class="mark" d={place.line} />
      <text x={round(place.text[0])} y={round(place.text[1])} text-anchor={place.anchor}>
        <tspan class="letter">{mark.letter}</tspan> {useFigures().bare.um(mark.valueUm)}
      </text>
    </>
  );
};

type Place = { line: string; text: Point; anchor: 'start' | 'middle' | 'end' };

/** The line between two ticks, its text at the middle. */
function longPlace(from: Point, to: Point, isUpright: boolean): Place {
  const line = `${stroke(from, to)}${tick(from, isUpright)}${tick(to, isUpright)}`;
  if (isUpright) {
    return { line, text: [from[0] - 7, (from[1] + to[1]) / 2 + 4], anchor: 'end' };
  }
  return { line, text: [(from[0] + to[0]) / 2, from[1] + 16], anchor: 'middle' };
}

/** Two ticks close together, and a leader out of the steel to the text: to the right, or upwards. */
function shortPlace(from: Point, to: Point, isUpright: boolean): Place {
  const ticks = `${tick(from, isUpright)}${tick(to, isUpright)}`;
  if (isUpright) {
    const end: Point = [from[0], Math.min(from[1], to[1]) - LEADER];
    return {
      line: stroke([to[0], to[1]], end) + ticks,
      text: [end[0], end[1] - 4],
      anchor: 'middle',
    };
  }
  const end: Point = [Math.max(from[0], to[0]) + LEADER, from[1]];
  return { line: stroke(from, end) + ticks, text: [end[0] + 4, end[1] + 4], anchor: 'start' };
}

const stroke = (from: Point, to: Point) => `M${at(from)}L${at(to)}`;

const tick = ([x, y]: Point, isUpright: boolean) =>
  isUpright ? stroke([x - TICK, y], [x + TICK, y]) : stroke([x, y - TICK], [x, y + TICK]);

const at = ([x, y]: Point) => `${round(x)} ${round(y)}`;

function round(value: number, decimals = 1): number {
  return Number(value.toFixed(decimals));
}
