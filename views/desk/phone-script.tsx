import { useWords } from '../language.tsx';
import { type PromptShown, PromptStrip } from '../parts/prompt-strip.tsx';
import { Notice } from '../parts/status.tsx';

/** What a clerk reads to the caller, word for word, and writes down as he is told. */
export const PhoneScript = (shown: { prompt: PromptShown; personName: string }) => {
  const { prompts } = useWords();
  const { prompt, personName } = shown;
  return (
    <>
      {!prompt.isAnswered && <Notice mood="info">{prompts.byPhone(personName)}</Notice>}
      <PromptStrip {...prompt} isSentWhole />
    </>
  );
};
