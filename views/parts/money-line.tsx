import type { PriceLevel, Unit } from '../../src/platform/db/schema.ts';
import { useFigures, useWords } from '../language.tsx';
import { Money, PricePerTonne, Quantity, Weight } from './measures.tsx';

type Line = {
  quantity: { amountMilli: number; unit: Unit };
  weightG: number;
  pricePerTonneMinor: number | undefined;
  priceLevel: PriceLevel | undefined;
  grossMinor: number | undefined;
  vatRateBp: number;
};

/**
 * Everything about the money of one line in one sentence-like row: quantity as
 * ordered and what it weighs, price with its unit and source, total and its VAT
 * basis. For phones and letters, where a table is too wide.
 */
export function MoneyLine({ line }: { line: Line }) {
  const words = useWords();
  const figures = useFigures();
  return (
    <p class="money-line">
      <span>
        <Quantity {...line.quantity} />
        {line.quantity.unit !== 't' && line.quantity.unit !== 'kg' && (
          <>
            {' = '}
            <Weight grams={line.weightG} />
          </>
        )}
      </span>{' '}
      <span>
        × <PricePerTonne minor={line.pricePerTonneMinor} />
        {line.priceLevel && (
          <small class="meta"> {words.product.priceLevels[line.priceLevel]}</small>
        )}
      </span>{' '}
      {line.grossMinor !== undefined && (
        <span>
          <strong>
            <Money minor={line.grossMinor} />
          </strong>{' '}
          <small class="meta">{words.product.priceWithVat(figures.percent(line.vatRateBp))}</small>
        </span>
      )}
    </p>
  );
}
