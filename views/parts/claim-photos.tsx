import type { FileNamed } from '../../src/platform/stored-file.queries.ts';
import { useWords } from '../language.tsx';
import { FilesField, WaitingFile } from './files-field.tsx';

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
}) => {
  const { orderId, waiting, problem, isSentAlone } = shown;
  const { form } = useWords().claims;
  const alone = { to: '/claims/photos', about: orderId, failed: form.photoFailed };
  return (
    <>
      <FilesField
        id="files"
        label={form.photos}
        hint={form.photosHint}
        problem={problem}
        accept={TAKEN}
        sentAlone={isSentAlone ? alone : undefined}
      />
      <div class="photos" aria-live="polite">
        {waiting.map((file) => (
          <WaitingFile file={file} />
        ))}
      </div>
    </>
  );
};
