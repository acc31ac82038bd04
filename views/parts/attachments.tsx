import type { FileNamed } from '../../src/platform/stored-file.queries.ts';
import { useWords } from '../language.tsx';
import { FileName, FilesField, WaitingFile } from './files-field.tsx';

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
  const { files } = useWords().quotes;
  return (
    <>
      <FilesField id={id} label={files.title} hint={files.hint} problem={problem} accept={TAKEN}>
        <progress max={1} value={0} hidden aria-label={files.sending} />
      </FilesField>
      {waiting.length > 0 && (
        <fieldset>
          <legend>{files.kept}</legend>
          {waiting.map((file) => (
            <WaitingFile file={file} />
          ))}
        </fieldset>
      )}
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
