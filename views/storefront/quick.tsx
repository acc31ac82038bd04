import type { PastedHead } from '../../src/ordering/pasted-list.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { Moment } from '../parts/measures.tsx';
import { RefusalNotice } from '../refusals.tsx';

/** A list that was pasted before. */
type Recent = PastedHead & { firstLine: string; added: number };

/** The place to paste a list; what was typed stays where it could not be read. */
export const QuickPage = (props: {
  listId: string;
  recent: readonly Recent[];
  typed?: string | undefined;
  refused?: RefusalReason | undefined;
  /** What is wrong with the file: a code of `words.problems`. */
  problem?: string | undefined;
}) => {
  const { quick } = useWords();
  const { listId, recent, typed, refused, problem } = props;
  return (
    <>
      <h1>{quick.title}</h1>
      <p class="meta">{quick.lead}</p>
      {refused && <RefusalNotice reason={refused} />}
      <form
        method="post"
        action="/quick/file"
        enctype="multipart/form-data"
        hx-boost="false"
        class="stack"
      >
        <input type="hidden" name="listId" value={listId} />
        <label for="list-text">{quick.field}</label>
        <textarea
          id="list-text"
          name="text"
          class="list-text"
          rows={12}
          autofocus
          spellcheck={false}
          placeholder={quick.example}
          aria-describedby="list-formats"
        >
          {typed}
        </textarea>
        <small id="list-formats" class="hint">
          {quick.formats}
        </small>
        <Field name="file" type="file" size="medium" label={quick.file} problem={problem} />
        <p class="actions">
          <button type="submit" class="primary">
            {quick.read} <kbd>Ctrl Enter</kbd>
          </button>
        </p>
      </form>
      {recent.length > 0 && <RecentLists recent={recent} />}
    </>
  );
};

const RecentLists = ({ recent }: { recent: readonly Recent[] }) => {
  const { quick } = useWords();
  return (
    <section>
      <h2>{quick.recent}</h2>
      <ul class="plain-list">
        {recent.map((list) => (
          <li>
            <a href={`/quick/${list.id}`}>{list.fileName || list.firstLine}</a>{' '}
            {quick.rowsOf(list.lineCount)} · <Moment at={list.pastedAt} />
            {list.added > 0 && <> · {quick.addedOf(list.added)}</>}
          </li>
        ))}
      </ul>
    </section>
  );
};
