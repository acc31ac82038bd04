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
}) => {
  const inShort = useCutInShort();
  const nameOf = useServiceName();
  const figures = useFigures();
  const { quotes } = useWords();
  const { cutting, services = [] } = shown;
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
    </>
  );
};
