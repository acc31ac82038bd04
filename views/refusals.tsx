import type { RefusalReason } from '../src/platform/refusal.ts';
import type { Language } from '../src/platform/db/schema.ts';
import { useBranchName, useWords, wordsFor } from './language.tsx';

type Reasons = { [Code in RefusalReason['code']]: Extract<RefusalReason, { code: Code }> };
type Sentences = { readonly [Code in keyof Reasons]: (reason: Reasons[Code]) => string };

/** A refusal as one sentence of the reader's language, for a notice or a form. */
function refusalSentence<Code extends keyof Reasons>(
  sentences: Sentences,
  code: Code,
  reason: Reasons[Code],
): string {
  return sentences[code](reason);
}

/** A refusal as a letter says it, where no page knows the branches by name. */
export function refusalInWords(language: Language, reason: RefusalReason): string {
  return refusalSentence(wordsFor(language).refusals, reason.code, reason);
}

/** Every refusal in words a buyer or a clerk can act on. A new code does not compile until worded. */
export const RefusalNotice = ({ reason }: { reason: RefusalReason }) => {
  const { refusals } = useWords();
  const branchName = useBranchName();
  const told =
    'branchCode' in reason ? { ...reason, branchCode: branchName(reason.branchCode) } : reason;
  return (
    <p class="notice notice-bad" role="alert" data-refusal={reason.code}>
      {refusalSentence(refusals, told.code, told)}
    </p>
  );
};
