import type { FiscalState } from '../../src/platform/db/schema.ts';
import { useWords } from '../language.tsx';
import { wordFor } from '../words/refusal-words.ts';
import { Status } from './status.tsx';

const moods = { waiting: 'idle', registered: 'ok', failed: 'err' } as const;

/** How a fiscal receipt stands, and why it is not registered. */
export const ReceiptStatus = ({ state, failure }: { state: FiscalState; failure: string }) => {
  const { officePayments: words } = useWords();
  return (
    <>
      <Status mood={moods[state]}>{words.receiptStates[state]}</Status>
      {failure !== '' && <small class="meta"> {wordFor(words.receiptFailures, failure)}</small>}
    </>
  );
};
