import type { FileNamed } from '../../src/platform/stored-file.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { problemInWords } from './problem-list.tsx';

const TAKEN = 'image/jpeg,image/png,.pdf,.xlsx,.csv';

/**
 * Photos and papers that show what is wrong: several at once, and those that wait
 * from the last time. With scripts each is made smaller and sent by itself, so that it
 * is there whatever becomes of the form; without, they go along with it.
 */
export const ClaimPhotos = (shown: {
  orderId: string;
  waiting: readonly FileNamed[];
  problem: string | undefined;
  isSentAlone: boolean;
  id?: string;
}) => {
  const { orderId, waiting, problem, isSentAlone, id = 'files' } = shown;
  const words = useWords();
  const { form } = words.claims;
  const told = [problem && `${id}-problem`, `${id}-hint`].filter(Boolean).join(' ');
  return (
    <>
      <div class={problem ? 'field has-problem' : 'field'}>
        <label for={id}>{form.photos}</label>
        <small class="hint" id={`${id}-hint`}>
          {form.photosHint}
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
          data-photos={isSentAlone ? '/claims/photos' : undefined}
          data-about={isSentAlone ? orderId : undefined}
          data-failed={isSentAlone ? form.photoFailed : undefined}
        />
      </div>
      <div class="photos" aria-live="polite">
        {waiting.map((file) => (
          <WaitingPhoto file={file} />
        ))}
      </div>
    </>
  );
};

/** A file that waits to go along, with its tick. */
export const WaitingPhoto = ({ file }: { file: FileNamed }) => {
  const figures = useFigures();
  return (
    <label class="check">
      <input type="checkbox" name="kept" value={file.id} checked />
      <span>
        {file.name} <small class="meta">{figures.bytes(file.sizeBytes)}</small>
      </span>
    </label>
  );
};
