import { useFigures, useWords } from '../language.tsx';
import { Status } from './status.tsx';

/** So much goes along, of what a vehicle carries; a warning where that is too much for one. Grams. */
export const VehicleLoad = (load: { weightG: number; vehicleUpToG: number }) => {
  const { transfers } = useWords();
  const { massT } = useFigures();
  const { weightG, vehicleUpToG } = load;
  const said = transfers.together(massT(weightG), massT(vehicleUpToG));
  if (weightG <= vehicleUpToG) return <>{said}</>;
  return (
    <>
      {said} <Status mood="warn">{transfers.tooHeavy}</Status>
    </>
  );
};
