import type { WantedCutting } from '../../src/ordering/cut-line.ts';
import type { CuttingTimes } from '../../src/stock/cutting-times.ts';
import { useFigures, useWords } from '../language.tsx';

/** The bars of a line with what they are cut into. */
export const CutBarsList = (shown: {
  cutting: WantedCutting & { bars: number };
  times: CuttingTimes | undefined;
}) => (
  <>
    {useFigures().pieces(shown.cutting.bars)}
    <CutInto {...shown} />
  </>
);

/** What bars are cut into, as the buyer wrote it, what becomes of the rest, and when. */
export const CutInto = (shown: { cutting: WantedCutting; times: CuttingTimes | undefined }) => {
  const { cutting, times } = shown;
  const words = useWords();
  const figures = useFigures();
  const { pieces, offcuts } = cutting;
  const told = pieces.map(({ count, lengthMm }) => `${count} × ${figures.lengthMm(lengthMm)}`);
  return (
    <span class="cut-line">
      <small>{words.cutting.cutInto(told.join(', '))}</small>
      <small class="meta">{words.cutting.offcutsShort[offcuts]}</small>
      {times && (
        <small class="meta">
          {words.cutting.ready}: {words.cutting.readyOn(figures.date(times.readyOn))};{' '}
          {words.cutting.freeTill(figures.moment(times.startsFrom))}
        </small>
      )}
    </span>
  );
};
