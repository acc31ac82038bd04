import type { LetterWish } from '../../../src/loyalty/dashboard-letter.queries.ts';
import { useWords } from '../../language.tsx';
import { Choice } from '../../parts/field.tsx';
import { OfficeFrame, type OfficePlace } from '../frame.tsx';

const BASE = '/office/loyalty/letters';
const rhythms = ['weekly', 'monthly'] as const;
const languages = ['kk', 'ru', 'en'] as const;

/** Whether and how somebody gets the figures by mail: for himself, and ended by himself. */
export const LettersPage = (shown: {
  place: OfficePlace;
  wish: LetterWish | undefined;
  language: LetterWish['language'];
  problems: Record<string, string>;
}) => {
  const { letters, loyalty } = useWords();
  const { place, wish, language, problems } = shown;
  return (
    <OfficeFrame {...place}>
      <h1>{letters.title}</h1>
      <p class="meta">
        {letters.lead} <a href="/office/loyalty">{loyalty.behind.back}</a>
      </p>
      <p role="status">
        {wish
          ? letters.wanted(letters.rhythms[wish.rhythm], letters.languages[wish.language])
          : letters.none}{' '}
        {wish && letters.next}
      </p>
      <form class="form" method="post" action={BASE}>
        <Choice
          name="rhythm"
          label={letters.how}
          value={wish?.rhythm ?? 'weekly'}
          options={rhythms.map((value) => ({ value, label: letters.rhythms[value] }))}
          problem={problems['rhythm']}
        />
        <Choice
          name="language"
          label={letters.language}
          value={wish?.language ?? language}
          options={languages.map((value) => ({ value, label: letters.languages[value] }))}
          problem={problems['language']}
        />
        <p>
          <button type="submit">{letters.save}</button>
        </p>
      </form>
      {wish && (
        <form method="post" action={`${BASE}/end`}>
          <button type="submit" class="quiet">
            {letters.end}
          </button>
        </form>
      )}
    </OfficeFrame>
  );
};
