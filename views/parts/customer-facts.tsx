import type { CustomerCard } from '../../src/history/customer-card.ts';
import { useBranchName, useWords } from '../language.tsx';

/** Who a customer is, for the head of a page of ours: BIN, branch, telephone, and who keeps him. */
export const CustomerFacts = ({ card }: { card: CustomerCard }) => {
  const { deskScreens } = useWords();
  return (
    <>
      <span>
        {deskScreens.bin} <strong class="code">{card.bin}</strong>
      </span>
      <span>
        {deskScreens.branch} <strong>{useBranchName()(card.branchCode)}</strong>
      </span>
      {card.phone && <a href={`tel:${card.phone}`}>{card.phone}</a>}
      {card.managerName && (
        <span>
          {deskScreens.manager} {card.managerName}
        </span>
      )}
    </>
  );
};
