import { useWords } from '../language.tsx';
import { PlacingForm, type PlacingShown } from '../parts/placing-form.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

/** The last look before an order: lines, terms, credit; Enter or F9 places it. */
export const ReviewPage = (shown: PlacingShown & { desk: Desk }) => {
  const words = useWords();
  return (
    <DeskFrame desk={shown.desk}>
      <h1>
        {words.desk.reviewTitle}: {shown.cart.companyName}
      </h1>
      <PlacingForm {...shown} />
    </DeskFrame>
  );
};
