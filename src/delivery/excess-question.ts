import { billedOfParts, type LineToSettle } from './settle-line.ts';
import { isInYard } from './shipment.ts';

/** A line of an order, and of each of its parts what the buyer said of the weight above what is billed. */
export type LineToAsk = Omit<LineToSettle, 'parts'> & {
  parts: readonly (LineToSettle['parts'][number] & { excessWord: ExcessWord | null })[];
};

/** What was said of an excess, and by whom. */
type ExcessWord = { isAccepted: boolean; byName: string };

/** What the buyer is asked about a line of a vehicle that weighs more than may be billed without his yes (R6). Grams. */
export type ExcessQuestion = {
  shipmentId: string;
  shipmentLineId: string;
  position: number;
  excessG: number;
  /** What he said; null while he is waited for. */
  word: ExcessWord | null;
};

/**
 * What the buyer is asked about the lines of an order: of each part that still stands
 * in our yard and weighs more than its line allows (R6), whether he takes it. Once the
 * vehicle has left nothing is asked any more.
 */
export const excessQuestionsOf = (lines: readonly LineToAsk[]): ExcessQuestion[] =>
  lines.flatMap((line) => {
    const billed = billedOfParts(line);
    return line.parts.flatMap(({ shipmentId, shipmentLineId, stage, excessWord: word }) => {
      const excessG = billed.get(shipmentLineId)?.excessG ?? 0;
      if (excessG === 0 || !isInYard(stage)) return [];
      return [{ shipmentId, shipmentLineId, position: line.position, excessG, word }];
    });
  });
