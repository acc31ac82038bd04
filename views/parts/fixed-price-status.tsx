import type { CartLine } from '../../src/ordering/cart.ts';
import { openQuestionOf } from '../../src/ordering/require-approved-prices.ts';
import { useWords } from '../language.tsx';
import { Status } from './status.tsx';

/** How a price that a person agreed on stands: it waits, was judged at other lists, was approved or, for our people alone, refused. */
export const FixedPriceStatus = (shown: { line: CartLine; vatRateBp: number; isOurs: boolean }) => {
  const { line, vatRateBp, isOurs } = shown;
  const { pricing } = useWords();
  const { fixed } = line;
  if (fixed?.kind !== 'override') return <></>;
  const question = openQuestionOf(line, vatRateBp);
  if (question === 'pending') return <Status mood="idle">{pricing.isPending}</Status>;
  if (question) return <Status mood="warn">{pricing.isJudgedBefore}</Status>;
  if (fixed.decidedByName === null) return <></>;
  if (fixed.state === 'approved') {
    return <Status mood="ok">{pricing.approvedBy(fixed.decidedByName)}</Status>;
  }
  return isOurs ? <Status mood="err">{pricing.refusedBy(fixed.decidedByName)}</Status> : <></>;
};
