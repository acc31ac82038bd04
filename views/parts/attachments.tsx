import type { FileNamed } from '../../src/platform/stored-file.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { problemInWords } from './problem-list.tsx';

const TAKEN = '.pdf,.png,.jpg,.jpeg,.xlsx,.csv,.txt,.dxf';

/**
 * Files that go along with a form: several at once, and those that wait from the
 * last time, each with its tick. The form has to be sent in parts.
 */
export const Attachments = (shown: {
  waiting: readonly FileNamed[];
  problem: string | undefined;
  /** Of the field, where two forms of a page take files. */
  id?: string;
}) => {
  const { waiting, problem, id = 'files' } = shown;
  const words = useWords();
  const { files } = words.quotes;
  const told = [problem && `${id}-problem`, `${id}-hint`].filter(Boolean).join(' ');
  return (
    <>
      <div class={problem ? 'field has-problem' : 'field'}>
        <label for={id}>{files.title}</label>
        <small class="hint" id={`${id}-hint`}>
          {files.hint}
        </small>
        {problem && (
          <strong class="problem" id={`${id}-problem`}>
            {problemInWords(words, problem)}
          </strong>
        )}
        <input
          id={id}
          name="files"
          type="file"
          class="size-medium"
          multiple
          accept={TAKEN}
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby={told}
        />
        <progress max={1} value={0} hidden aria-label={files.sending} />
      </div>
      {waiting.length > 0 && (
        <fieldset>
          <legend>{files.kept}</legend>
          {waiting.map((file) => (
            <label class="check">
              <input type="checkbox" name="kept" value={file.id} checked />
              <span>
                <FileName file={file} />
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
};

const FileName = ({ file }: { file: FileNamed }) => {
  const figures = useFigures();
  return (
    <>
      {file.name} <small class="meta">{figures.bytes(file.sizeBytes)}</small>
    </>
  );
};

/** Files to be saved, each behind its link; nothing where there are none. */
export const FileLinks = (shown: {
  files: readonly FileNamed[];
  hrefOf: (fileId: string) => string;
}) => {
  const { files } = useWords().quotes;
  if (shown.files.length === 0) return null;
  return (
    <p>
      <small class="meta">{files.with}</small>
      {shown.files.map((file) => (
        <>
          {' '}
          <a href={shown.hrefOf(file.id)} hx-boost="false" download="">
            <FileName file={file} />
          </a>
        </>
      ))}
    </p>
  );
};
