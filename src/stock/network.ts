import { fileURLToPath } from 'node:url';
import { readCsvFile } from '../catalogue/data-files.ts';

/** A city of the country, with its place and its names. */
export type City = {
  nameRu: string;
  nameKk: string;
  nameEn: string;
  latitude: number;
  longitude: number;
};

/** One of our stations: the branch, its city, and the rail station it stands at. */
type Station = { code: string; cityRu: string; railStation: string };

/** The cities, stations and distances that ship with the program; their sources are in data/README.md. */
export type Network = {
  /** By their Russian names. */
  cities: ReadonlyMap<string, City>;
  /** By each of their names in small letters. */
  byName: ReadonlyMap<string, City>;
  stations: readonly Station[];
  /** Neighbouring stations, by code, with whole kilometres of road between them: the lines of the map. */
  lines: readonly { from: string; to: string; roadKm: number }[];
  /** Whole kilometres by road between two cities by their Russian names; `undefined` for one that is no city of ours. */
  roadKm: (from: string, to: string) => number | undefined;
};

/** A road is so much longer than the great circle where nobody drove it (data/README.md). */
const ROAD_FACTOR = 1.2;
const EARTH_RADIUS_KM = 6371;

/**
 * Whole kilometres by road from a branch to a city by its name in any of the three
 * languages; null where the branch or the city is none of the network.
 */
export function roadFrom(branchCode: string, cityName: string): number | null {
  const { stations, roadKm } = network();
  const from = stations.find(({ code }) => code === branchCode)?.cityRu;
  const to = cityNamed(cityName)?.nameRu;
  return from === undefined || to === undefined ? null : (roadKm(from, to) ?? null);
}

/** The city that people call so in any of the three languages, in whatever letters of case. */
export const cityNamed = (name: string): City | undefined =>
  network().byName.get(name.trim().toLowerCase());

let known: Network | undefined;

/** The network, read once and kept for the life of the process. */
export function network(): Network {
  known ??= readNetwork();
  return known;
}

function readNetwork(): Network {
  const names = new Map(rowsOf('city_names').map((row) => [row['city_ru'] ?? '', row]));
  const cities = new Map(
    rowsOf('kz_cities').map((row): [string, City] => {
      const nameRu = row['city_ru'] ?? '';
      const named = names.get(nameRu);
      const [nameKk, nameEn] = [named?.['city_kk'] ?? nameRu, named?.['city_en'] ?? nameRu];
      const [latitude, longitude] = [Number(row['lat']), Number(row['lon'])];
      return [nameRu, { nameRu, nameKk, nameEn, latitude, longitude }];
    }),
  );
  const told = new Map(
    rowsOf('kz_distances').map((row) => [
      pairOf(row['from_warehouse_city'] ?? '', row['to_city'] ?? ''),
      Number(row['road_km_recalled'] || row['road_km_est']),
    ]),
  );
  const roadKm = (from: string, to: string): number | undefined => {
    const road = told.get(pairOf(from, to)) ?? told.get(pairOf(to, from));
    if (road !== undefined) return road;
    const [one, other] = [cities.get(from), cities.get(to)];
    return one && other && Math.round(ROAD_FACTOR * greatCircleKm(one, other));
  };
  const stations = rowsOf('kz_warehouses').map((row) => ({
    ...{ code: row['code'] ?? '', cityRu: row['city_ru'] ?? '' },
    railStation: row['rail_station'] ?? '',
  }));
  const byName = new Map(
    [...cities.values()].flatMap((city) =>
      [city.nameEn, city.nameKk, city.nameRu].map((name) => [name.toLowerCase(), city] as const),
    ),
  );
  return { cities, byName, stations, lines: linesBetween(stations, roadKm), roadKm };
}

const pairOf = (from: string, to: string) => `${from}|${to}`;

type TableName = 'kz_cities' | 'kz_distances' | 'kz_warehouses' | 'city_names';

const rowsOf = (name: TableName) =>
  readCsvFile(fileURLToPath(import.meta.resolve(`#root/src/stock/data/${name}.csv`)));

/** Two stations are neighbours when no third is nearer to both of them than they are to each other. */
function linesBetween(stations: readonly Station[], roadKm: Network['roadKm']): Network['lines'] {
  const km = (one: Station, other: Station) => roadKm(one.cityRu, other.cityRu) ?? Infinity;
  return stations.flatMap((from, index) =>
    stations.slice(index + 1).flatMap((to) => {
      const between = km(from, to);
      const isBeside = stations.some(
        (third) =>
          third !== from && third !== to && Math.max(km(from, third), km(third, to)) < between,
      );
      return isBeside ? [] : [{ from: from.code, to: to.code, roadKm: between }];
    }),
  );
}

type Place = { latitude: number; longitude: number };

function greatCircleKm(from: Place, to: Place): number {
  const radians = Math.PI / 180;
  const half = (degrees: number) => Math.sin((degrees * radians) / 2) ** 2;
  const across =
    half(to.latitude - from.latitude) +
    Math.cos(from.latitude * radians) *
      Math.cos(to.latitude * radians) *
      half(to.longitude - from.longitude);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(across));
}
