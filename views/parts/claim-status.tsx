import type { ClaimState } from '../../src/platform/db/schema.ts';
import { useFigures, useWords } from '../language.tsx';
import { Status } from './status.tsx';

const moods = {
  received: 'warn',
  acknowledged: 'info',
  inspecting: 'info',
  decided: 'info',
  settled: 'ok',
  refused: 'err',
  withdrawn: 'idle',
  reopened: 'warn',
} as const;

/** Where a claim stands. */
export const ClaimStatus = ({ state, isProposed }: { state: ClaimState; isProposed: boolean }) => {
  const { claims } = useWords();
  return (
    <>
      <Status mood={moods[state]}>{claims.states[state]}</Status>
      {isProposed && <small class="meta"> {claims.proposed}</small>}
    </>
  );
};

/** When the next step is due, and that it is late where it is. */
export const ClaimDue = ({ dueAt, at }: { dueAt: Date | null; at: Date }) => {
  const { claims } = useWords();
  const figures = useFigures();
  if (dueAt === null) return <>—</>;
  return (
    <>
      {figures.moment(dueAt)}
      {dueAt < at && (
        <>
          {' '}
          <Status mood="err">{claims.late}</Status>
        </>
      )}
    </>
  );
};
