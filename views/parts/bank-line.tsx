import type { BankLine } from '../../src/payments/bank-line.ts';
import { useFigures, useWords } from '../language.tsx';
import { Day } from './measures.tsx';
import { Status } from './status.tsx';

const moods = { waits: 'warn', booked: 'ok', 'set-aside': 'idle', outgoing: 'info' } as const;

/** What became of a line, in a word. */
export const BankLineState = ({ state }: Pick<BankLine, 'state'>) => (
  <Status mood={moods[state]}>{useWords().bank.states[state]}</Status>
);

/** Everything that the bank says of a line. */
export const BankLineFacts = ({ line }: { line: BankLine }) => {
  const { bank } = useWords();
  const figures = useFigures();
  return (
    <dl class="facts">
      <dt>{bank.amount}</dt>
      <dd>
        <strong class="amount">{figures.moneyIn(line.amountMinor, line.currency)}</strong>
      </dd>
      <dt>{bank.day}</dt>
      <dd>
        <Day on={line.bookedOn} />
      </dd>
      <dt>{bank.party}</dt>
      <dd>
        {line.partyName || bank.noName}
        {line.partyBin && (
          <>
            <br />
            {bank.bin} <span class="code">{line.partyBin}</span>
          </>
        )}
        {line.partyIban && (
          <>
            <br />
            <span class="code">{line.partyIban}</span>
          </>
        )}
      </dd>
      <dt>{bank.purpose}</dt>
      <dd>
        {line.purpose || '—'}
        {line.documentNumber !== '' && (
          <>
            <br />
            <small class="meta">{bank.document(line.documentNumber)}</small>
          </>
        )}
      </dd>
      <dt>{bank.ourAccount}</dt>
      <dd class="code">{line.account}</dd>
    </dl>
  );
};
