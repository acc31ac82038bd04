import type { Offcuts } from '../../src/platform/db/schema.ts';
import type { OfferedRests } from '../../src/ordering/rests-of-cuts.ts';
import type { WantedCutting } from '../../src/ordering/cut-line.ts';
import type { ServiceDerivation } from '../../src/pricing/service-derivation.ts';
import { useFigures, useWords } from '../language.tsx';
import { useServiceName } from './service-rows.tsx';

/** What a line of a quote is cut into, in a few words. */
export function useCutInShort(): (cutting: WantedCutting) => string {
  const { cutting: words } = useWords();
  const { lengthMm: inMm } = useFigures();
  return ({ pieces, offcuts }) => {
    const told = pieces.map(({ count, lengthMm }) => `${count} × ${inMm(lengthMm)}`).join(', ');
    return `${words.cutInto(told)}; ${words.offcutsShort[offcuts]}`;
  };
}

/** The same beside what is asked or offered, with what the cutting costs where that is known. */
export const QuoteCut = (shown: {
  cutting: WantedCutting | null;
  services?: readonly ServiceDerivation[];
  rests?: OfferedRests | null;
}) => {
  const inShort = useCutInShort();
  const nameOf = useServiceName();
  const figures = useFigures();
  const { quotes } = useWords();
  const { cutting, services = [], rests } = shown;
  if (!cutting) return <></>;
  return (
    <>
      <small class="meta"> {inShort(cutting)}</small>
      {services.map((service) => (
        <small class="meta">
          {' '}
          · {quotes.serviceWithVat(nameOf(service), figures.moneyExact(service.grossMinor))}
        </small>
      ))}
      {rests && <QuoteRests rests={rests} offcuts={cutting.offcuts} />}
    </>
  );
};

/**
 * What is left of the bars, by length and weight, and what comes of it in money for what
 * was chosen; for what gives nothing back, also what would come back.
 */
const QuoteRests = (shown: { rests: OfferedRests; offcuts: Offcuts }) => {
  const { rests, offcuts } = shown;
  const { remnants, remnantsMm, remnantsG, scrapMm, scrapG, creditMinor } = rests;
  const { cutting } = useWords();
  const figures = useFigures();
  const usable = remnants.map(({ count, lengthMm }) => `${count} × ${figures.lengthM(lengthMm)}`);
  if (remnantsMm + scrapMm === 0) return <></>;
  return (
    <div class="meta">
      {remnantsMm > 0 && cutting.rests.usable(usable.join(', '), figures.massKg(remnantsG))}{' '}
      {remnantsMm > 0 && offcuts !== 'leave' && cutting.rests.comes[offcuts]}{' '}
      {offcuts !== 'leave' &&
        creditMinor > 0 &&
        cutting.rests.wouldComeBack(figures.moneyExact(creditMinor))}{' '}
      {scrapMm > 0 && cutting.rests.scrap(figures.lengthM(scrapMm), figures.massKg(scrapG))}
    </div>
  );
};
