import type { WantedCutting } from '../../src/ordering/cut-line.ts';
import { useFigures, useWords } from '../language.tsx';

/** The bars of a line with what they are cut into. */
export const CutBarsList = ({ cutting }: { cutting: WantedCutting & { bars: number } }) => (
  <>
    {useFigures().pieces(cutting.bars)}
    <CutInto cutting={cutting} />
  </>
);

/** What bars are cut into, as the buyer wrote it, and what becomes of the rest. */
export const CutInto = ({ cutting }: { cutting: WantedCutting }) => {
  const words = useWords();
  const figures = useFigures();
  const { pieces, offcuts } = cutting;
  const told = pieces.map(({ count, lengthMm }) => `${count} × ${figures.lengthMm(lengthMm)}`);
  return (
    <span class="cut-line">
      <small>{words.cutting.cutInto(told.join(', '))}</small>
      <small class="meta">{words.cutting.offcutsShort[offcuts]}</small>
    </span>
  );
};
