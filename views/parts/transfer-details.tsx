import type { Payee } from '../../src/payments/seller-details.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Day } from './measures.tsx';

/** How an order is paid by transfer. Minor units. */
export type TransferShown = {
  payee: Payee;
  amountMinor: number;
  knp: string;
  purpose: string;
  dueOn: string | null;
  /** The same as a QR code: the address of a picture. */
  picture: string;
};

/** Where to send the money and what to write, each to be copied by itself. */
export const TransferDetails = (shown: { transfer: TransferShown; isOpen: boolean }) => {
  const { bank } = useWords();
  const figures = useFigures();
  const { payee, amountMinor, knp, purpose, dueOn, picture } = shown.transfer;
  const rows = [
    [bank.beneficiary, payee.name],
    [bank.bin, payee.bin],
    [bank.iban, payee.iik],
    [bank.bankName, payee.bankName],
    [bank.bik, payee.bik],
    [bank.kbe, payee.kbe],
    [bank.knp, knp],
  ] as const;
  return (
    <details class="transfer" data-t="transfer" open={shown.isOpen}>
      <summary>{bank.transfer}</summary>
      <p class="meta">{bank.transferHint}</p>
      <div class="columns">
        <dl class="facts">
          {rows.map(([label, text]) => (
            <>
              <dt>{label}</dt>
              <dd class="copyable">{text}</dd>
            </>
          ))}
          <dt>{bank.amount}</dt>
          <dd>
            <span class="amount copyable">{figures.typedMoney(amountMinor)}</span> ₸
          </dd>
          <dt>{bank.purpose}</dt>
          <dd class="copyable">{purpose}</dd>
          {dueOn !== null && (
            <>
              <dt>{bank.payBy}</dt>
              <dd>
                <Day on={dueOn} />
              </dd>
            </>
          )}
        </dl>
        <img src={picture} alt={bank.qr} width={220} height={220} />
      </div>
    </details>
  );
};
