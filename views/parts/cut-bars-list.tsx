import type { WantedCutting } from '../../src/ordering/cut-line.ts';
import { useFigures, useWords } from '../language.tsx';

/** The bars of a line with what they are cut into, as the buyer wrote it, and what becomes of the rest. */
export const CutBarsList = ({ cutting }: { cutting: WantedCutting & { bars: number } }) => {
  const words = useWords();
  const figures = useFigures();
  const { bars, pieces, offcuts } = cutting;
  const told = pieces.map(({ count, lengthMm }) => `${count} × ${figures.lengthMm(lengthMm)}`);
  return (
    <span class="cut-line">
      {figures.pieces(bars)}
      <small>{words.cutting.cutInto(told.join(', '))}</small>
      <small class="meta">{words.cutting.offcutsShort[offcuts]}</small>
    </span>
  );
};
