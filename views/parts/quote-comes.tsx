import { isDay } from '../../src/measures/calendar.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useFigures, useWords } from '../language.tsx';
import { Check } from './field.tsx';

/**
 * Asks whoever accepts a quote whether goods of other branches may come on the day that
 * was found; keeps the day that he agreed to already. Nothing where none is known.
 */
export const QuoteComes = (shown: {
  refused?: RefusalReason | undefined;
  values: Readonly<Record<string, string>>;
}) => {
  const { quotes } = useWords();
  const figures = useFigures();
  const { refused, values } = shown;
  const agreed = values['comesOn'] ?? '';
  const asked = refused?.code === 'comes-later' ? refused.arrivesOn : undefined;
  const day = asked ?? agreed;
  if (!isDay(day)) return <></>;
  const label = quotes.comesOn(figures.date(day));
  return <Check name="comesOn" value={day} label={label} checked={asked === undefined} />;
};
