import { divideHalfUp } from '../measures/divide.ts';
import type { LotToLoad } from './load.queries.ts';
import type { ShipmentLine } from './shipment.queries.ts';

/** So much of a lot is to be taken for a line: pieces where it is counted. Grams by theory. */
export type LotPick = { lotId: string; weightG: number; pieces: number | null };

/** What is to be taken for a line of a vehicle, and what no lot has. Grams by theory, pieces. */
export type LinePicks = { picks: readonly LotPick[]; shortG: number; shortPieces: number };

type PickedLine = Pick<
  ShipmentLine,
  'id' | 'position' | 'productId' | 'plannedG' | 'plannedPieces' | 'loadedG' | 'lots'
>;

/**
 * From which lots a vehicle is loaded, line by line: what lies on it already where
 * something was loaded, else what is planned from the lots in the order in which they
 * are offered, each as far as it goes and whole pieces only. Lines of the same goods
 * share their lots, the first line first. By the ids of the lines.
 */
export function picksOf(
  lines: readonly PickedLine[],
  lots: readonly LotToLoad[],
): Map<string, LinePicks> {
  const freeG = new Map(lots.map(({ lotId, onHandG, takenG }) => [lotId, onHandG - takenG]));
  const take = (lotId: string, weightG: number) =>
    freeG.set(lotId, (freeG.get(lotId) ?? 0) - weightG);
  const inOrder = lines.toSorted((one, other) => one.position - other.position);
  for (const { lots: loaded } of inOrder) {
    for (const { lotId, weightG } of loaded) take(lotId, weightG);
  }
  return new Map(
    inOrder.map((line) => {
      if (line.loadedG !== null) {
        const picks = line.lots.map(({ lotId, weightG, pieces }) => ({ lotId, weightG, pieces }));
        return [line.id, { picks, shortG: 0, shortPieces: 0 }];
      }
      const own = lots
        .filter(({ productId }) => productId === line.productId)
        .map(({ lotId }) => ({ lotId, freeG: Math.max(0, freeG.get(lotId) ?? 0) }));
      const picked = line.plannedPieces === null ? byWeight(line, own) : byPieces(line, own);
      for (const { lotId, weightG } of picked.picks) take(lotId, weightG);
      return [line.id, picked];
    }),
  );
}

type FreeLot = { lotId: string; freeG: number };

function byWeight({ plannedG }: PickedLine, own: readonly FreeLot[]): LinePicks {
  const picks: LotPick[] = [];
  let leftG = plannedG;
  for (const { lotId, freeG } of own) {
    const weightG = Math.min(leftG, freeG);
    if (weightG > 0) picks.push({ lotId, weightG, pieces: null });
    leftG -= weightG;
  }
  return { picks, shortG: leftG, shortPieces: 0 };
}

/** A piece weighs its share of the plan; a lot gives the whole pieces that are in it. */
function byPieces(line: PickedLine, own: readonly FreeLot[]): LinePicks {
  const { plannedG } = line;
  const planned = line.plannedPieces ?? 0;
  const weightOf = (pieces: number) =>
    divideHalfUp(BigInt(plannedG) * BigInt(pieces), BigInt(planned));
  const picks: LotPick[] = [];
  let before = 0;
  for (const { lotId, freeG } of own) {
    const inLot = Number((BigInt(freeG) * BigInt(planned)) / BigInt(plannedG));
    const pieces = Math.min(planned - before, inLot);
    if (pieces <= 0) continue;
    const weightG = weightOf(before + pieces) - weightOf(before);
    picks.push({ lotId, weightG, pieces });
    before += pieces;
  }
  const shortPieces = planned - before;
  return { picks, shortG: plannedG - weightOf(before), shortPieces };
}

/** One lot on the picking list, with what is taken of it for a line. Grams by theory. */
export type PickRow = LotPick & {
  line: ShipmentLine;
  heatNumber: string;
  millName: string | null;
  receivedOn: string | null;
  /** Where in the yard the lot lies; empty where nobody said, or none of it is left there. */
  place: string;
  /** Some of the lot still lies there, so that its place can be told. */
  isThere: boolean;
  certificateNumbers: readonly string[];
  isWaived: boolean;
};

/** "Bay 9" comes before "bay 10". */
const byPlace = new Intl.Collator('ru', { numeric: true, sensitivity: 'base' });

/**
 * The picking list of a vehicle as it is walked: place by place as the yard names and
 * numbers them, last what nobody placed; at one place goods of one kind behind one another by
 * their SKU, so by section and size as they are stacked, and of each the lots in the
 * order of taking.
 */
export function pickRowsOf(lines: readonly ShipmentLine[], lots: readonly LotToLoad[]): PickRow[] {
  const rows = rowsBySku(lines, lots);
  return rows.toSorted(
    (one, other) =>
      Number(one.place === '') - Number(other.place === '') ||
      byPlace.compare(one.place, other.place),
  );
}

function rowsBySku(lines: readonly ShipmentLine[], lots: readonly LotToLoad[]): PickRow[] {
  const picked = picksOf(lines, lots);
  const walked = lines.toSorted(
    (one, other) => one.sku.localeCompare(other.sku) || one.position - other.position,
  );
  return walked.flatMap((line) =>
    (picked.get(line.id)?.picks ?? []).map((pick) => {
      const lot = lots.find(({ lotId }) => lotId === pick.lotId);
      const loaded = line.lots.find(({ lotId }) => lotId === pick.lotId);
      const numbers = loaded?.certificates.map(({ number }) => number);
      return {
        ...pick,
        line,
        heatNumber: lot?.heatNumber ?? loaded?.heatNumber ?? '',
        millName: lot?.millName ?? loaded?.millName ?? null,
        receivedOn: lot?.receivedOn ?? null,
        ...{ place: lot?.place ?? '', isThere: lot !== undefined },
        certificateNumbers: lot?.certificateNumbers ?? numbers ?? [],
        isWaived: lot?.isWaived ?? loaded?.isWaived ?? false,
      };
    }),
  );
}
