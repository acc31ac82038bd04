import type { Insertable } from 'kysely';
import type { DB } from '../platform/db/schema.ts';

/** Code, names in English, Russian and Kazakh, street, telephone, latitude and longitude of the rail station. */
type Place = readonly [
  code: string,
  nameEn: string,
  nameRu: string,
  nameKk: string,
  address: string,
  phone: string,
  latitude: string,
  longitude: string,
];

/**
 * The twelve branches, from kz_warehouses.csv (stations recalled to two or
 * three kilometres). Streets and telephones are made up.
 */
const places: readonly Place[] = [
  [
    'ALA',
    'Almaty',
    'Алматы',
    'Алматы',
    'пр. Суюнбая, 461',
    '+7 727 250 11 40',
    '43.3415',
    '76.9494',
  ],
  [
    'NQZ',
    'Astana',
    'Астана',
    'Астана',
    'шоссе Алаш, 28/3',
    '+7 717 255 12 40',
    '51.1904',
    '71.4101',
  ],
  [
    'KRG',
    'Karaganda',
    'Караганда',
    'Қарағанды',
    'ул. Складская, 14',
    '+7 721 241 13 40',
    '49.7979',
    '73.0860',
  ],
  [
    'CIT',
    'Shymkent',
    'Шымкент',
    'Шымкент',
    'ул. Капал батыра, 112',
    '+7 725 245 14 40',
    '42.3060',
    '69.6140',
  ],
  [
    'AKX',
    'Aktobe',
    'Актобе',
    'Ақтөбе',
    'пр. 312-й стрелковой дивизии, 42',
    '+7 713 255 15 40',
    '50.2980',
    '57.1590',
  ],
  ['GUW', 'Atyrau', 'Атырау', 'Атырау', 'ул. Канцева, 7', '+7 712 230 16 40', '47.1340', '51.9250'],
  [
    'UKK',
    'Oskemen',
    'Усть-Каменогорск',
    'Өскемен',
    'ул. Базовая, 9',
    '+7 723 276 17 40',
    '50.0150',
    '82.5530',
  ],
  [
    'PWQ',
    'Pavlodar',
    'Павлодар',
    'Павлодар',
    'Северная промзона, 31',
    '+7 718 265 18 40',
    '52.2790',
    '76.9900',
  ],
  [
    'KSN',
    'Kostanay',
    'Костанай',
    'Қостанай',
    'ул. Промышленная, 40',
    '+7 714 239 19 40',
    '53.2040',
    '63.6320',
  ],
  [
    'SCO',
    'Aktau',
    'Актау',
    'Ақтау',
    'промзона 3, участок 17',
    '+7 729 240 20 40',
    '43.6930',
    '51.2810',
  ],
  ['URA', 'Oral', 'Уральск', 'Орал', 'ул. Шолохова, 59', '+7 711 251 21 40', '51.2280', '51.3900'],
  [
    'KZO',
    'Kyzylorda',
    'Кызылорда',
    'Қызылорда',
    'ул. Бокейхана, 70',
    '+7 724 227 22 40',
    '44.8530',
    '65.5180',
  ],
];

/** The branches of the demo world in their standing order. */
export const demoBranches: readonly Insertable<DB['branch']>[] = places.map(
  ([code, nameEn, nameRu, nameKk, address, phone, latitude, longitude], index) => ({
    code,
    position: index + 1,
    nameEn,
    nameRu,
    nameKk,
    address,
    phone,
    latitude,
    longitude,
  }),
);

/** The city of a branch in Russian, as addresses name it; throws on a code that is no branch. */
export function cityOf(branchCode: string): string {
  const place = places.find(([code]) => code === branchCode);
  if (!place) throw new RangeError(`no branch ${branchCode}`);
  return place[2];
}
