import { type City, network } from '../stock/network.ts';
import type { Route, Stop } from './route.ts';

type Point = { x: number; y: number };

/** A way on the schematic map of the network, in units of a drawing of `width` by `height`. */
export type RouteMap = {
  width: number;
  height: number;
  /** Lines between neighbouring stations. */
  lines: readonly { from: Point; to: Point }[];
  /** Our stations and the other cities, as dots without a word. */
  stations: readonly Point[];
  cities: readonly Point[];
  /** The stops of the way with their names; `isNamed` where there is room for a word. */
  stops: readonly (Stop & Point & { city: City; isNamed: boolean; isBefore: boolean })[];
  driven: readonly Point[];
  ahead: readonly Point[];
  /** Where the vehicle was seen last, as far as that is known. */
  vehicle: Point;
};

const WIDTH = 360;
const MARGIN = 22;
/** The country lies around this parallel: a degree of longitude is so much shorter than one of latitude. */
const PARALLEL_DEGREES = 48;
/** A word takes so much room, in units of the drawing. */
const WORD = { width: 84, height: 17 };

/** Draws the way of a vehicle that has driven so many kilometres of it. The map has a list of the same stops beside it. */
export function routeMapOf(route: Route, drivenKm: number): RouteMap {
  const { place, height } = projection();
  const { cities, stations, lines } = network();
  const pointOf = (cityRu: string): Point =>
    place(cities.get(cityRu) ?? { latitude: 0, longitude: 0 });
  const cityOfStation = new Map(stations.map(({ code, cityRu }) => [code, cityRu]));
  const stationPoint = (code: string) => pointOf(cityOfStation.get(code) ?? '');
  // Within a city the way is one dot.
  const along = route.stops.filter((stop, index) => stop.cityRu !== route.stops[index - 1]?.cityRu);
  const stops = along.flatMap((stop) => {
    const city = cities.get(stop.cityRu);
    return city ? [{ ...stop, ...place(city), city, isBefore: stop.roadKm <= drivenKm }] : [];
  });
  const vehicle = pointAt(stops, drivenKm);
  const named = withRoom(stops);
  const stationCities = new Set(stations.map(({ cityRu }) => cityRu));
  return {
    ...{ width: WIDTH, height, vehicle },
    lines: lines.map(({ from, to }) => ({ from: stationPoint(from), to: stationPoint(to) })),
    stations: stations.map(({ cityRu }) => pointOf(cityRu)),
    cities: [...cities.values()].filter(({ nameRu }) => !stationCities.has(nameRu)).map(place),
    stops: stops.map((stop) => ({ ...stop, isNamed: named.has(stop) })),
    driven: [...stops.filter(({ isBefore }) => isBefore), vehicle].map(bare),
    ahead: [vehicle, ...stops.filter(({ isBefore }) => !isBefore)].map(bare),
  };
}

const bare = ({ x, y }: Point): Point => ({ x, y });

let made:
  | { place: (city: Pick<City, 'latitude' | 'longitude'>) => Point; height: number }
  | undefined;

/** Degrees to the units of the drawing, so that all cities lie within its margins. */
function projection() {
  if (made) return made;
  const all = [...network().cities.values()];
  const bounds = (values: readonly number[]) => ({
    least: Math.min(...values),
    most: Math.max(...values),
  });
  const east = bounds(all.map(({ longitude }) => longitude));
  const north = bounds(all.map(({ latitude }) => latitude));
  const shrink = Math.cos((PARALLEL_DEGREES * Math.PI) / 180);
  const scale = (WIDTH - 2 * MARGIN) / ((east.most - east.least) * shrink);
  const height = Math.round((north.most - north.least) * scale + 2 * MARGIN);
  made = {
    height,
    place: ({ latitude, longitude }) => ({
      x: Math.round(MARGIN + (longitude - east.least) * shrink * scale),
      y: Math.round(MARGIN + (north.most - latitude) * scale),
    }),
  };
  return made;
}

function pointAt(stops: readonly (Stop & Point)[], drivenKm: number): Point {
  const next = stops.findIndex(({ roadKm }) => roadKm > drivenKm);
  const [before, after] = [stops[next - 1], stops[next]];
  const last = stops.at(-1) ?? { x: 0, y: 0 };
  if (!after || !before) return bare(after ? (stops[0] ?? last) : last);
  const share = (drivenKm - before.roadKm) / (after.roadKm - before.roadKm);
  const between = (from: number, to: number) => Math.round(from + (to - from) * share);
  return { x: between(before.x, after.x), y: between(before.y, after.y) };
}

/** Which stops are named: the two ends first, then those whose word covers no other. */
function withRoom<Item extends Point>(stops: readonly Item[]): ReadonlySet<Item> {
  const named = new Set<Item>();
  for (const stop of [stops[0], stops.at(-1), ...stops]) {
    if (!stop) continue;
    const isCovered = [...named].some(
      ({ x, y }) => Math.abs(x - stop.x) < WORD.width && Math.abs(y - stop.y) < WORD.height,
    );
    if (!isCovered) named.add(stop);
  }
  return named;
}
