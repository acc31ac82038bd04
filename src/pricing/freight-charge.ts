import type { FreeFrom } from '../customers/agreed.ts';
import { divideHalfUp } from '../measures/divide.ts';
import { addVat } from '../measures/money.ts';

/**
 * One field of a tariff: a vehicle that carries up to so much, as far as so many
 * kilometres of road. Minor units without VAT, kilometres, grams.
 */
export type FreightBand = {
  upToKm: number;
  upToG: number;
  /** What the vehicle costs whatever it carries. */
  baseMinor: number;
  /** For a tonne and a kilometre beside that; zero where the vehicle is charged whole. */
  perTonneKmMinor: number;
  /** Less is never charged for the vehicle. */
  leastMinor: number;
};

/** What a tariff says for a load: how many vehicles, and what they cost without VAT. */
type FreightOfLoad = { vehicles: number; netMinor: number };

/** A tonne in grams: what a rate for a tonne and a kilometre is divided by. */
const GRAMS_PER_TONNE = 1_000_000n;

/**
 * What a load costs by a tariff: on the cheapest vehicle that carries it as far, or
 * on as many of the largest as are full and one that takes the rest. A vehicle costs
 * its base and so much for each tonne and kilometre, rounded half up once, at least
 * the least. A heavier load or a longer way never costs less: a distance is compared
 * with what each nearer one asks at its own end. Nothing for no load. `undefined`:
 * further than the tariff goes, or it has a gap there.
 */
export function freightByTariff(
  bands: readonly FreightBand[],
  load: { km: number; weightG: number },
): FreightOfLoad | undefined {
  const { km, weightG } = load;
  const largestG = Math.max(0, ...bands.map(({ upToG }) => upToG));
  if (largestG === 0 || !isWithin(bands, km)) return undefined;
  const full = Math.max(0, Math.ceil(weightG / largestG) - 1);
  const restG = weightG - full * largestG;
  const ofFull = full === 0 ? 0 : vehicleMinor(bands, km, largestG);
  const ofRest = restG === 0 ? 0 : vehicleMinor(bands, km, restG);
  if (ofFull === undefined || ofRest === undefined) return undefined;
  return { vehicles: full + (restG === 0 ? 0 : 1), netMinor: exactly(full * ofFull + ofRest) };
}

const isWithin = (bands: readonly FreightBand[], km: number) =>
  bands.some(({ upToKm }) => km <= upToKm);

/** What one vehicle costs: on its own distance the cheapest that carries the load, and no less than at the end of a nearer one. */
function vehicleMinor(
  bands: readonly FreightBand[],
  km: number,
  weightG: number,
): number | undefined {
  const ends = [...new Set(bands.map(({ upToKm }) => upToKm))].toSorted(
    (one, other) => one - other,
  );
  const reached = ends.filter((_, index) => km > (ends[index - 1] ?? -1));
  const asked = reached.map((end) => {
    const vehicles = bands.filter(({ upToKm, upToG }) => upToKm === end && weightG <= upToG);
    return Math.min(...vehicles.map((band) => askedBy(band, { km, weightG })));
  });
  const most = Math.max(...asked);
  return Number.isFinite(most) ? most : undefined;
}

function askedBy(band: FreightBand, load: { km: number; weightG: number }): number {
  const km = Math.min(load.km, band.upToKm);
  const byWeight = BigInt(km) * BigInt(load.weightG) * BigInt(band.perTonneKmMinor);
  return Math.max(band.leastMinor, band.baseMinor + divideHalfUp(byWeight, GRAMS_PER_TONNE));
}

/**
 * What a tariff asks for a load at the furthest it goes, where the way is longer, and
 * at the nearest where nobody knows the way: for less, delivery is given away. Minor
 * units without VAT; `undefined` without a tariff.
 */
export function leastByTariff(
  bands: readonly FreightBand[],
  load: { km: number | null; weightG: number },
): number | undefined {
  const furthestKm = Math.max(0, ...bands.map(({ upToKm }) => upToKm));
  const km = Math.min(load.km ?? 0, furthestKm);
  return freightByTariff(bands, { km, weightG: load.weightG })?.netMinor;
}

function exactly(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`out of range: ${amount}`);
  return amount;
}

/** Whether a tariff says what every vehicle costs on every distance that it names: no field is missing, none is there twice. */
export function isWholeTariff(bands: readonly FreightBand[]): boolean {
  const distances = new Set(bands.map(({ upToKm }) => upToKm));
  const vehicles = new Set(bands.map(({ upToG }) => upToG));
  const fields = new Set(bands.map(({ upToKm, upToG }) => `${upToKm}|${upToG}`));
  const whole = distances.size * vehicles.size;
  return bands.length > 0 && fields.size === whole && bands.length === whole;
}

/** What the freight of an order follows from. Minor units, grams, kilometres, basis points. */
export type FreightToCharge = {
  bands: readonly FreightBand[];
  km: number;
  weightG: number;
  /** What the goods and what is done to them cost, with VAT. */
  goodsMinor: number;
  /** Null: the tariff is charged whatever is ordered. */
  freeFrom: FreeFrom | null;
  vatRateBp: number;
};

/** The freight of an order; `tariffMinor` is what the vehicles cost without VAT, charged or not. */
export type FreightCharge = {
  vehicles: number;
  tariffMinor: number;
  isFree: boolean;
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
};

/**
 * What bringing an order costs: its load by the tariff, or nothing from the weight
 * or the sum of goods that was agreed, whichever is reached first. VAT is added to
 * that, rounded half up once (R14). Given what it answered before, it answers the
 * same again, so a stored freight can be replayed. `undefined`: the tariff does not
 * say.
 */
export function chargeForFreight(order: FreightToCharge): FreightCharge | undefined {
  const { bands, km, weightG, goodsMinor, freeFrom, vatRateBp } = order;
  const load = freightByTariff(bands, { km, weightG });
  if (!load) return undefined;
  const isFree =
    isReached(weightG, freeFrom?.weightG ?? null) ||
    isReached(goodsMinor, freeFrom?.goodsMinor ?? null);
  const { vehicles, netMinor: tariffMinor } = load;
  return { vehicles, tariffMinor, isFree, ...addVat(isFree ? 0 : tariffMinor, vatRateBp) };
}

const isReached = (ordered: number, from: number | null) => from !== null && ordered >= from;
