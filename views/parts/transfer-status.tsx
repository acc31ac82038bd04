import type { TransferState } from '../../src/platform/db/schema.ts';
import { useWords } from '../language.tsx';
import { Status } from './status.tsx';

type Shown = { state: TransferState; arrivesOn: string; day?: string };

/** Where a transfer stands; one that should be here by now is late. */
export const TransferStatus = ({ state, arrivesOn, day }: Shown) => {
  const { transfers } = useWords();
  const isOpen = state === 'planned' || state === 'left';
  if (isOpen && day !== undefined && arrivesOn < day) {
    return (
      <Status mood="warn">
        {transfers.states[state]}, {transfers.late}
      </Status>
    );
  }
  const mood = { planned: 'idle', left: 'info', arrived: 'ok', cancelled: 'idle' } as const;
  return <Status mood={mood[state]}>{transfers.states[state]}</Status>;
};
