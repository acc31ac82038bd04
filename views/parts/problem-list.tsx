import { useWords } from '../language.tsx';
import type { Words } from '../words/en.ts';
import { Icon } from './icon.tsx';

type Problems = Words['problems'];

const isProblem = (problems: Problems, code: string): code is keyof Problems =>
  Object.hasOwn(problems, code);

/** A problem's code in words, with its limit when it has one (`tooLong:120`); an unknown code says that the value cannot be understood. */
export function problemInWords(words: Words, problem: string): string {
  const [code = '', limit = ''] = problem.split(':');
  return words.problems[isProblem(words.problems, code) ? code : 'invalid'](limit);
}

/**
 * All that is wrong with a form, above it and in focus, each with a link to its
 * field. Says the same words as stand at the fields; `labels` names the fields.
 * A field that has another id than its name is found by `prefix`.
 */
export function ProblemList(props: {
  problems: Readonly<Record<string, string>>;
  labels: Readonly<Record<string, string>>;
  prefix?: string;
}) {
  const words = useWords();
  const { problems, labels, prefix = '' } = props;
  const found = Object.entries(problems);
  if (found.length === 0) return null;
  return (
    <div class="error-summary" role="alert" tabindex={-1} autofocus id={`${prefix}problems`}>
      <h2>
        <Icon name="alert-circle" /> {words.shell.problemsTitle}
      </h2>
      <ul>
        {found.map(([field, problem]) => (
          <li>
            <a href={`#${prefix}${field}`}>
              {labels[field] ? `${labels[field]}: ` : ''}
              {problemInWords(words, problem)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
