import type { Child } from 'hono/jsx';
import type { FileNamed } from '../../src/platform/stored-file.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { problemInWords } from './problem-list.tsx';

/** Where a script sends each file by itself as soon as it is chosen. */
export type SentAlone = { to: string; about: string; failed: string };

/** The field that takes files, several at once; the form of it is sent in parts. `children` stand below the field. */
export const FilesField = (shown: {
  id: string;
  label: string;
  hint: string;
  problem: string | undefined;
  /** What a browser offers to choose, by ending or type. */
  accept: string;
  sentAlone?: SentAlone | undefined;
  children?: Child;
}) => {
  const { id, label, hint, problem, accept, sentAlone } = shown;
  const words = useWords();
  const told = [problem && `${id}-problem`, `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div class={problem ? 'field has-problem' : 'field'}>
      <label for={id}>{label}</label>
      <small class="hint" id={`${id}-hint`}>
        {hint}
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
        accept={accept}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={told}
        data-photos={sentAlone?.to}
        data-about={sentAlone?.about}
        data-failed={sentAlone?.failed}
      />
      {shown.children}
    </div>
  );
};

/** A file that waits from the last time to go along, with its tick. */
export const WaitingFile = ({ file }: { file: FileNamed }) => (
  <label class="check">
    <input type="checkbox" name="kept" value={file.id} checked />
    <span>
      <FileName file={file} />
    </span>
  </label>
);

/** The name of a file and how large it is. */
export const FileName = ({ file }: { file: FileNamed }) => {
  const figures = useFigures();
  return (
    <>
      {file.name} <small class="meta">{figures.bytes(file.sizeBytes)}</small>
    </>
  );
};
