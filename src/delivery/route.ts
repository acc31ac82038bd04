import { cityNamed, network } from '../stock/network.ts';

/** A city on the way, with whole kilometres from the yard. */
export type Stop = { cityRu: string; roadKm: number };

/** The way of a vehicle from one of our yards to a city: at least two stops, the yard and the site's city. */
export type Route = { stops: readonly Stop[]; roadKm: number };

/** When a vehicle is expected: an interval, never a point. */
export type Arrival = { from: Date; until: Date };

/**
 * A leg costs more than its length, so that the way goes through cities instead of
 * past them; tuned so that Almaty to Astana is the road through Balkhash and Karaganda.
 */
const LEG_EXPONENT = 1.15;
/** Suburbs are no stops: a shorter leg costs as much as this one, in km. */
const LEG_KM_MIN = 60;

const HOUR_MS = 3_600_000;
const HALF_HOUR_MS = HOUR_MS / 2;
/** A loaded truck, km in an hour, with its short halts. */
const KM_PER_HOUR = 62;
/** A driver drives so long, then rests so long. */
const DRIVING_HOURS = 10;
const RESTING_HOURS = 11;
/** The interval is a fifth of what is left to drive wide, and two hours at least. */
const SPREAD = 0.2;
const SPREAD_HOURS_MIN = 2;

/**
 * The way by road from a branch to a city by its name in any of the three languages, through the cities
 * that lie along it; kilometres add up to the table's distance between the two
 * (data/README.md: an estimate). `undefined` where the branch or the city is none
 * of the network: then nothing is drawn and nothing is estimated.
 */
export function routeBetween(branchCode: string, cityName: string): Route | undefined {
  const { stations, roadKm } = network();
  const from = stations.find(({ code }) => code === branchCode)?.cityRu;
  const to = cityNamed(cityName)?.nameRu;
  if (from === undefined || to === undefined) return undefined;
  const known = routes.get(`${from}|${to}`);
  if (known) return known;
  const wholeKm = roadKm(from, to) ?? 0;
  const route = { stops: measured(cheapestWay(from, to), wholeKm), roadKm: wholeKm };
  routes.set(`${from}|${to}`, route);
  return route;
}

/** At most twelve stations times so many cities. */
const routes = new Map<string, Route>();

/** The cities of the cheapest way, by Dijkstra's rule; within a city it is the city twice. */
function cheapestWay(from: string, to: string): readonly string[] {
  if (from === to) return [from, to];
  const { cities, roadKm } = network();
  const costs = new Map([[from, { cost: 0, way: [from] as readonly string[] }]]);
  const settled = new Set<string>();
  for (;;) {
    const [next] = [...costs]
      .filter(([city]) => !settled.has(city))
      .toSorted(([, one], [, other]) => one.cost - other.cost);
    if (!next) return [from, to];
    const [here, { cost, way }] = next;
    if (here === to) return way;
    settled.add(here);
    for (const city of cities.keys()) {
      const leg = Math.max(roadKm(here, city) ?? Infinity, LEG_KM_MIN) ** LEG_EXPONENT;
      const known = costs.get(city)?.cost ?? Infinity;
      if (!settled.has(city) && cost + leg < known) {
        costs.set(city, { cost: cost + leg, way: [...way, city] });
      }
    }
  }
}

/** Kilometres of each stop, stretched so that the last one's is the table's. */
function measured(way: readonly string[], wholeKm: number): readonly Stop[] {
  const { roadKm } = network();
  let sum = 0;
  const sums = way.map((city, index) => {
    if (index > 0) sum += roadKm(way[index - 1] ?? city, city) ?? 0;
    return sum;
  });
  const stretch = sum === 0 ? 0 : wholeKm / sum;
  return way.map((cityRu, index) => ({
    cityRu,
    roadKm: index === way.length - 1 ? wholeKm : Math.round((sums[index] ?? 0) * stretch),
  }));
}

/**
 * Between when and when a vehicle is expected that stood `drivenKm` along its way
 * at a moment: driving at the speed of a loaded truck, with nights between days of
 * ten hours; the earliest rounded down and the latest up to half an hour.
 */
export function arrivalFrom(route: Route, at: Date, drivenKm = 0): Arrival {
  const drivingHours = Math.max(0, route.roadKm - drivenKm) / KM_PER_HOUR;
  const hoursWithRests = (hours: number) =>
    hours + Math.max(0, Math.ceil(hours / DRIVING_HOURS) - 1) * RESTING_HOURS;
  const spread = Math.max(SPREAD_HOURS_MIN, drivingHours * SPREAD);
  const earliest = at.getTime() + hoursWithRests(drivingHours) * HOUR_MS;
  const latest = earliest + spread * HOUR_MS;
  return {
    from: new Date(Math.floor(earliest / HALF_HOUR_MS) * HALF_HOUR_MS),
    until: new Date(Math.ceil(latest / HALF_HOUR_MS) * HALF_HOUR_MS),
  };
}

/** How far along its way a place is, by the name of a city in any of our languages; `undefined` for one that is not on it. */
export function kmAtPlace(route: Route, place: string): number | undefined {
  const { cities } = network();
  const said = place.trim().toLocaleLowerCase('ru');
  if (said === '') return undefined;
  return route.stops.find(({ cityRu }) => {
    const city = cities.get(cityRu);
    const names = city ? [city.nameRu, city.nameKk, city.nameEn] : [cityRu];
    return names.some((name) => said.includes(name.toLocaleLowerCase('ru')));
  })?.roadKm;
}
