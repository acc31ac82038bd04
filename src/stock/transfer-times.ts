import { addDays, workingDaysAfter } from '../measures/calendar.ts';
import { network } from './network.ts';

/** A lorry drives so far between two mornings, where nobody told how many days it takes. */
const KM_A_DAY = 600;
const DAYS_OF_WEEK = 7;

/** When goods leave a branch for another, and when they are there: trading days, `YYYY-MM-DD`. */
export type TransferTimes = { leavesOn: string; arrivesOn: string };

/**
 * When goods that are asked for on a day leave and arrive: with the next vehicle, not on
 * the day itself, on one of the days of the week on which the branch sends vehicles
 * (Monday is 1), so many days later as the road takes, and handed out on the next day
 * on which the yard is open. Throws a RangeError where there is no day of departure.
 */
export function transferTimes(way: {
  roadKm: number;
  departsOn: readonly number[];
  on: string;
}): TransferTimes {
  const { roadKm, departsOn, on } = way;
  for (let ahead = 1; ahead <= DAYS_OF_WEEK; ahead += 1) {
    const leavesOn = addDays(on, ahead);
    if (departsOn.includes(weekday(leavesOn))) {
      return { leavesOn, arrivesOn: arrivalOf({ roadKm, leftOn: leavesOn }) };
    }
  }
  throw new RangeError('a branch that sends no vehicles');
}

/** The day on which goods are handed out that left on a day: the road, and then the next day on which the yard is open. */
export function arrivalOf({ roadKm, leftOn }: { roadKm: number; leftOn: string }): string {
  const days = Math.max(1, Math.ceil(roadKm / KM_A_DAY));
  return workingDaysAfter(addDays(leftOn, days - 1), 1);
}

/** The day of the week of a trading day, Monday is 1. */
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || DAYS_OF_WEEK;

/**
 * When goods that lie free at other branches would be at the branch of who asks, if they
 * were asked for on a day: by the code of the branch at which they lie. Nothing where
 * he has no branch, or where nothing is free. Trading days.
 */
export function hereFrom(
  stock: readonly {
    branchCode: string;
    isOwn: boolean;
    departsOn: readonly number[];
    onHandG: number;
    reservedG: number;
  }[],
  on: string,
): Map<string, string> {
  const own = stock.find(({ isOwn }) => isOwn)?.branchCode;
  return new Map(
    stock.flatMap(({ branchCode, departsOn, onHandG, reservedG }): [string, string][] => {
      const roadKm = own === undefined ? undefined : roadBetween(branchCode, own);
      if (branchCode === own || roadKm === undefined || onHandG <= reservedG) return [];
      return [[branchCode, transferTimes({ roadKm, departsOn, on }).arrivesOn]];
    }),
  );
}

/** Whole kilometres by road between two of our branches; `undefined` where one is no station of the network. */
export function roadBetween(from: string, to: string): number | undefined {
  const { stations, roadKm } = network();
  const city = (code: string) => stations.find((station) => station.code === code)?.cityRu;
  const [one, other] = [city(from), city(to)];
  return one === undefined || other === undefined ? undefined : roadKm(one, other);
}
