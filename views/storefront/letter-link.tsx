import { useWords } from '../language.tsx';

/** Behind the link of a letter: one press ends the letters; opening it ends nothing. */
export const LetterLinkPage = ({ isWanted, token }: { isWanted: boolean; token: string }) => {
  const { letters } = useWords();
  return (
    <>
      <h1>{letters.endTitle}</h1>
      {isWanted ? (
        <form class="stack" method="post" action={`/letters/by-link/${token}`}>
          <p>{letters.endAsk}</p>
          <p>
            <button type="submit">{letters.endDo}</button>
          </p>
        </form>
      ) : (
        <p role="status">{letters.ended}</p>
      )}
    </>
  );
};
