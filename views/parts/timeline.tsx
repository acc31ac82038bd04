import type { Happening } from '../../src/history/history.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { wordFor } from '../words/refusal-words.ts';

/** What happened, who did it and where, the oldest first. */
export const Timeline = ({ happenings }: { happenings: readonly Happening[] }) => {
  const words = useWords();
  const figures = useFigures();
  return (
    <ol class="timeline" data-t="timeline">
      {happenings.map((happening) => (
        <li>
          <time datetime={happening.at.toISOString()}>{figures.moment(happening.at)}</time>{' '}
          <span>{wordFor(words.events, happening.type)}</span>
          <small class="meta">
            {happening.personName && <> {happening.personName}</>}
            {happening.channel && <> {words.channels[happening.channel]}</>}
          </small>
        </li>
      ))}
    </ol>
  );
};
