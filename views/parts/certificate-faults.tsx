import type { Fault, FaultUnit, Unjudged } from '../../src/certificates/fault.ts';
import type { Figures } from '../figures.ts';
import { useFigures, useWords } from '../language.tsx';
import type { Words } from '../words/en.ts';

/** What is wrong with a certificate: each fault as a sentence, with its field, its heat and where the limit stands. */
export const CertificateFaults = ({ faults }: { faults: readonly Fault[] }) => {
  const { certificates } = useWords();
  const figures = useFigures();
  return (
    <ul class="plain-list" data-t="certificate-faults">
      {faults.map((fault) => (
        <li>
          {faultInWords(fault, certificates, figures)}{' '}
          <small class="meta">
            {[
              fault.field,
              fault.heatNumber !== null && certificates.heatOf(fault.heatNumber),
              fault.source,
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </li>
      ))}
    </ul>
  );
};

/** What could not be judged, for nobody told us the limit; each once. */
export const Unlimited = ({ unjudged }: { unjudged: readonly Unjudged[] }) => {
  const { certificates } = useWords();
  const names = [...new Set(unjudged.map(({ element, field }) => element ?? field))];
  if (names.length === 0) return null;
  return <p class="meta">{certificates.unjudged(names.join(', '))}</p>;
};

function faultInWords(fault: Fault, words: Words['certificates'], figures: Figures): string {
  const said = (value: number | string | null) => figureOf(value, fault, words, figures);
  return words.faults[fault.code]({
    what: fault.element ?? fault.field,
    found: said(fault.found),
    limit: said(fault.limit),
  });
}

const NOTHING = '—';

function figureOf(
  value: number | string | null,
  { code, unit }: Fault,
  words: Words['certificates'],
  figures: Figures,
): string {
  if (value === null) return NOTHING;
  if (typeof value === 'number') return numberOf[unit](value, figures, words);
  return code === 'dated-ahead' || code === 'dated-after-goods' ? figures.date(value) : value;
}

const GAP = '\u00a0';

const numberOf: Record<
  FaultUnit,
  (value: number, figures: Figures, words: Words['certificates']) => string
> = {
  ppm: (ppm, figures) => `${figures.number(ppm / 10_000, 4)}${GAP}%`,
  kpa: (kpa, figures, { units }) => `${figures.number(kpa / 1000, 1)}${GAP}${units.mpa}`,
  bp: (bp, figures) => `${figures.number(bp / 100, 2)}${GAP}%`,
  ratio: (parts, figures) => figures.number(parts / 10_000, 3),
  milli: (milli, figures, { units }) => `${figures.number(milli / 1000, 1)}${GAP}${units.j}`,
  g: (g, figures) => figures.quantity({ amountMilli: g, unit: 'kg' }),
  um: (um, figures) => `${figures.bare.um(um)}${GAP}${figures.units.mm}`,
  pieces: (count, figures) => figures.pieces(count),
  text: String,
};
