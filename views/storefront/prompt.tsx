import { useWords } from '../language.tsx';
import { type PromptShown, PromptStrip } from '../parts/prompt-strip.tsx';

/** A question on a page of its own: behind a letter, or where the page that it stood on is gone. */
export const PromptPage = (shown: PromptShown & { back?: string | undefined }) => {
  const { prompts } = useWords();
  return (
    <>
      <h1>{prompts.title}</h1>
      <PromptStrip {...shown} />
      {shown.back && (
        <p>
          <a href={shown.back}>{prompts.back}</a>
        </p>
      )}
    </>
  );
};
