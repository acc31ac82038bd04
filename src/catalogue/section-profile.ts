import { millimetresOf } from '../measures/length.ts';
import type { Dimensions } from './dimensions.ts';
import { circle, type Corner, outline, type Point, rectangle } from './outline.ts';
import { type CrossSection, slopeOfFlange } from './section-area.ts';

/** A size written into the drawing: its letter, its value and the line along which it is measured. */
export type DimensionMark = {
  letter: 'h' | 'b' | 's' | 't' | 'd';
  valueUm: number;
  from: Point;
  to: Point;
};

/** A drawing of a section in millimetres: outlines to fill, and the sizes beside them. */
export type SectionProfile = {
  widthMm: number;
  heightMm: number;
  paths: readonly string[];
  marks: readonly DimensionMark[];
};

/** How far a mark stands from the outline, as a share of the larger side. */
const MARK_GAP = 0.12;
/** A sheet whose format nobody said is drawn as a strip of this width. */
const STRIP_MM = 100;
/** Cells of mesh and waves of profiled sheet that a drawing shows. */
const SHOWN = 3;
/** Ribs of rebar stand out by this share of its diameter. */
const RIB = 0.07;

/**
 * A dimensioned drawing of a product's section as plain data: SVG paths in
 * millimetres with the origin at the top left, and the marks of its sizes (h
 * height, b width, s wall or web, t flange, d diameter). Holes run against the
 * outline, so either fill rule leaves them open. Sheets are drawn from above and
 * lying, so h is their width and b their length; mesh is three cells by three.
 * `undefined` when a size that it needs is not known.
 */
export function sectionProfile(
  product: Omit<CrossSection, 'dimensions'> & Dimensions,
): SectionProfile | undefined {
  const section: CrossSection = { ...product, dimensions: product };
  const sizes = inMillimetres(section.dimensions);
  const { h, b, s, t, d } = sizes;
  switch (section.form) {
    case 'rebar':
      return d ? rebarProfile(d) : undefined;
    case 'wire_rod':
    case 'wire':
    case 'round_bar':
      return d ? roundProfile(d, 0) : undefined;
    case 'pipe_vgp':
    case 'pipe_welded':
    case 'pipe_seamless':
      return d && s ? roundProfile(d, s) : undefined;
    case 'square_bar':
      return h ? blockProfile(h, h) : undefined;
    case 'hex_bar':
      return h ? hexProfile(h) : undefined;
    case 'flat_bar':
      return b && s ? flatProfile(b, s) : undefined;
    case 'tube_square':
    case 'tube_rect':
      return h && b && s ? tubeProfile(h, b, s, sizes.r || 2 * s) : undefined;
    case 'angle':
      return h && b && s ? angleProfile(sizes) : undefined;
    case 'channel_bent':
      return h && b && s ? bentProfile(sizes) : undefined;
    case 'channel':
      return h && b && s && t ? channelProfile(sizes, slopeOfFlange(section)) : undefined;
    case 'beam':
      return h && b && s && t ? beamProfile(sizes, slopeOfFlange(section)) : undefined;
    case 'mesh':
      return meshProfile(section.dimensions);
    case 'profiled_sheet':
      return h && s ? waveProfile(h, s) : undefined;
    case 'sheet':
    case 'checkered_sheet':
    case 'expanded_sheet':
      return sheetProfile(section.dimensions);
  }
}

type Sizes = ReturnType<typeof inMillimetres>;

const inMillimetres = (dimensions: Dimensions) => ({
  h: millimetresOf(dimensions.heightUm ?? 0),
  b: millimetresOf(dimensions.widthUm ?? 0),
  s: millimetresOf(dimensions.thicknessUm ?? 0),
  t: millimetresOf(dimensions.flangeThicknessUm ?? 0),
  r: millimetresOf(dimensions.rootRadiusUm ?? 0),
  toe: millimetresOf(dimensions.toeRadiusUm ?? 0),
  d: millimetresOf(dimensions.diameterUm ?? 0),
});

const mark = (letter: DimensionMark['letter'], valueMm: number, from: Point, to: Point) => ({
  letter,
  valueUm: Math.round(valueMm * 1000),
  from,
  to,
});

/** Height to the left of the outline, width below it. */
function sides(heightMm: number, widthMm: number): DimensionMark[] {
  const gap = Math.max(heightMm, widthMm) * MARK_GAP;
  return [
    mark('h', heightMm, [-gap, 0], [-gap, heightMm]),
    mark('b', widthMm, [0, heightMm + gap], [widthMm, heightMm + gap]),
  ];
}

function roundProfile(d: number, wall: number): SectionProfile {
  const r = d / 2;
  const bore = r - wall;
  const hole = wall > 0 && bore > 0 ? circle([r, r], bore, 'counter') : '';
  const gap = d * MARK_GAP;
  const across = mark('d', d, [0, d + gap], [d, d + gap]);
  const paths = [circle([r, r], r) + hole];
  const marks = wall > 0 ? [across, mark('s', wall, [d - wall, r], [d, r])] : [across];
  return { widthMm: d, heightMm: d, paths, marks };
}

function rebarProfile(d: number): SectionProfile {
  const round = roundProfile(d, 0);
  const rib = d * RIB;
  const ribAt = (xMm: number) =>
    rectangle({ xMm, yMm: d / 2 - rib, widthMm: 2 * rib, heightMm: 2 * rib });
  return { ...round, paths: [...round.paths, ribAt(-rib), ribAt(d - rib)] };
}

function blockProfile(h: number, b: number): SectionProfile {
  const paths = [rectangle({ xMm: 0, yMm: 0, widthMm: b, heightMm: h })];
  return { widthMm: b, heightMm: h, paths, marks: sides(h, b) };
}

function flatProfile(b: number, s: number): SectionProfile {
  const gap = b * MARK_GAP;
  const marks = [mark('b', b, [0, s + gap], [b, s + gap]), mark('s', s, [-gap, 0], [-gap, s])];
  return { ...blockProfile(s, b), marks };
}

/** A hexagon lies on a flat: its height is the size across flats. */
function hexProfile(h: number): SectionProfile {
  const side = h / Math.sqrt(3);
  const points: Point[] = [
    [side / 2, 0],
    [side * 1.5, 0],
    [side * 2, h / 2],
    [side * 1.5, h],
    [side / 2, h],
    [0, h / 2],
  ];
  const [height] = sides(h, side * 2);
  const paths = [outline(points.map((at) => ({ at })))];
  return { widthMm: side * 2, heightMm: h, paths, marks: height ? [height] : [] };
}

function tubeProfile(h: number, b: number, s: number, radiusMm: number): SectionProfile {
  const outer = rectangle({ xMm: 0, yMm: 0, widthMm: b, heightMm: h, radiusMm });
  const inner = rectangle(
    { xMm: s, yMm: s, widthMm: b - 2 * s, heightMm: h - 2 * s, radiusMm: radiusMm - s },
    'counter',
  );
  const marks = [...sides(h, b), mark('s', s, [b - s, h / 2], [b, h / 2])];
  return { widthMm: b, heightMm: h, paths: [outer + inner], marks };
}

function angleProfile({ h, b, s, r, toe }: Sizes): SectionProfile {
  const corners: Corner[] = [
    { at: [0, 0] },
    { at: [s, 0], radiusMm: toe },
    { at: [s, h - s], radiusMm: r },
    { at: [b, h - s], radiusMm: toe },
    { at: [b, h] },
    { at: [0, h] },
  ];
  const marks = [...sides(h, b), mark('s', s, [0, h / 3], [s, h / 3])];
  return { widthMm: b, heightMm: h, paths: [outline(corners)], marks };
}

function bentProfile({ h, b, s, r }: Sizes): SectionProfile {
  const bend = r || 1.5 * s;
  const corners: Corner[] = [
    { at: [0, 0], radiusMm: bend + s },
    { at: [b, 0] },
    { at: [b, s] },
    { at: [s, s], radiusMm: bend },
    { at: [s, h - s], radiusMm: bend },
    { at: [b, h - s] },
    { at: [b, h] },
    { at: [0, h], radiusMm: bend + s },
  ];
  const marks = [...sides(h, b), mark('s', s, [0, h / 2], [s, h / 2])];
  return { widthMm: b, heightMm: h, paths: [outline(corners)], marks };
}

/** The flange is as thick as the table says in the middle of its free part, thinner at the tip. */
function channelProfile({ h, b, s, t, r, toe }: Sizes, slope: number): SectionProfile {
  const lean = (slope * (b - s)) / 2;
  const corners: Corner[] = [
    { at: [0, 0] },
    { at: [b, 0] },
    { at: [b, t - lean], radiusMm: toe },
    { at: [s, t + lean], radiusMm: r },
    { at: [s, h - t - lean], radiusMm: r },
    { at: [b, h - t + lean], radiusMm: toe },
    { at: [b, h] },
    { at: [0, h] },
  ];
  const middle = (b + s) / 2;
  const marks = [
    ...sides(h, b),
    mark('s', s, [0, h / 2], [s, h / 2]),
    mark('t', t, [middle, 0], [middle, t]),
  ];
  return { widthMm: b, heightMm: h, paths: [outline(corners)], marks };
}

function beamProfile({ h, b, s, t, r, toe }: Sizes, slope: number): SectionProfile {
  const lean = (slope * (b - s)) / 4;
  const left = (b - s) / 2;
  const right = (b + s) / 2;
  const upper: Corner[] = [
    { at: [0, 0] },
    { at: [b, 0] },
    { at: [b, t - lean], radiusMm: toe },
    { at: [right, t + lean], radiusMm: r },
  ];
  const lower: Corner[] = [
    { at: [right, h - t - lean], radiusMm: r },
    { at: [b, h - t + lean], radiusMm: toe },
    { at: [b, h] },
    { at: [0, h] },
    { at: [0, h - t + lean], radiusMm: toe },
    { at: [left, h - t - lean], radiusMm: r },
  ];
  const back: Corner[] = [
    { at: [left, t + lean], radiusMm: r },
    { at: [0, t - lean], radiusMm: toe },
  ];
  const quarter = b - left / 2;
  const marks = [
    ...sides(h, b),
    mark('s', s, [left, h / 2], [right, h / 2]),
    mark('t', t, [quarter, 0], [quarter, t]),
  ];
  return { widthMm: b, heightMm: h, paths: [outline([...upper, ...lower, ...back])], marks };
}

function meshProfile(dimensions: Dimensions): SectionProfile | undefined {
  const { cellWidthUm, cellHeightUm, diameterUm } = dimensions;
  if (cellWidthUm === null || cellHeightUm === null || diameterUm === null) return undefined;
  const [cellWidth, cellHeight, wire] = [cellWidthUm, cellHeightUm, diameterUm].map(millimetresOf);
  if (!cellWidth || !cellHeight || !wire) return undefined;
  const widthMm = SHOWN * cellWidth + wire;
  const heightMm = SHOWN * cellHeight + wire;
  const wires = Array.from({ length: SHOWN + 1 }, (_, at) => [
    rectangle({ xMm: at * cellWidth, yMm: 0, widthMm: wire, heightMm }),
    rectangle({ xMm: 0, yMm: at * cellHeight, widthMm, heightMm: wire }),
  ]);
  const gap = Math.max(widthMm, heightMm) * MARK_GAP;
  const marks = [
    mark('h', cellHeight, [-gap, wire / 2], [-gap, wire / 2 + cellHeight]),
    mark('b', cellWidth, [wire / 2, heightMm + gap], [wire / 2 + cellWidth, heightMm + gap]),
    mark('d', wire, [widthMm - wire, -gap], [widthMm, -gap]),
  ];
  return { widthMm, heightMm, paths: wires.flat(), marks };
}

/** Waves of profiled sheet, as steep and as wide as they are high: a scheme, not a template. */
function waveProfile(h: number, s: number): SectionProfile {
  const pitch = 4 * h;
  const upper = Array.from({ length: SHOWN }, (_, at): Point[] => [
    [at * pitch, h - s],
    [at * pitch + h, h - s],
    [at * pitch + 1.5 * h, 0],
    [at * pitch + 3 * h, 0],
    [at * pitch + 3.5 * h, h - s],
  ]).flat();
  const end: Point = [SHOWN * pitch + h / 2, h - s];
  const top = [...upper, end];
  const under = top.map(([x, y]): Point => [x, y + s]).toReversed();
  const gap = end[0] * MARK_GAP;
  const marks = [mark('h', h, [-gap, 0], [-gap, h]), mark('s', s, [end[0], h - s], [end[0], h])];
  const paths = [outline([...top, ...under].map((at) => ({ at })))];
  return { widthMm: end[0], heightMm: h, paths, marks };
}

function sheetProfile(dimensions: Dimensions): SectionProfile | undefined {
  const { sheetWidthMm, sheetLengthMm, thicknessUm } = dimensions;
  const s = millimetresOf(thicknessUm ?? 0);
  if (sheetWidthMm === null || sheetLengthMm === null) {
    return s > 0 ? flatProfile(STRIP_MM, s) : undefined;
  }
  const plan = blockProfile(sheetWidthMm, sheetLengthMm);
  const gap = sheetLengthMm * MARK_GAP;
  // Seen from above a thickness has no length; its mark stands at the corner.
  const edge = mark('s', s, [sheetLengthMm + gap / 2, 0], [sheetLengthMm + gap / 2, s]);
  return { ...plan, marks: s > 0 ? [...plan.marks, edge] : plan.marks };
}
