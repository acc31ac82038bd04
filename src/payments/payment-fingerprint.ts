import { createHash } from 'node:crypto';

/** What tells one payment of a bank from another. Minor units. */
export type FingerprintOf = {
  /** Our account that it came to or went from. */
  account: string;
  direction: 'in' | 'out';
  bookedOn: string;
  amountMinor: number;
  currency: string;
  documentNumber: string;
  /** Who it came from or went to: the BIN, else the account, else the name. */
  party: { bin: string | null; account: string; name: string };
  purpose: string;
};

/** What banks write where a document has no number. */
const NO_NUMBER = /^(?:0+|б\/?н|без номера|-+|—|n\/?a)$/iu;
/** Purposes are cut off at different lengths, but no shorter. */
const PURPOSE_SIGNS = 60;

/**
 * Gives each payment of one statement a name that it has in every other
 * statement too, however much their days overlap; `undefined` for a second line
 * that says the same payment again.
 *
 * A document's number is the payer's own and comes once: the same payer, day,
 * sum and number are the same payment, and other numbers are other payments,
 * whatever else is equal. Payments without numbers are the same if payer, day,
 * sum and the beginning of the purpose are; of those that are all equal the
 * first, second, third of the statement are the first, second, third of the
 * other, since a statement has the whole day or its beginning. Names, spaces,
 * capitals and the order of lines do not count. Two ways in which a bank writes
 * statements agree as long as both say the payer's BIN.
 */
export function paymentFingerprints(payments: readonly FingerprintOf[]): (string | undefined)[] {
  const seen = new Map<string, number>();
  return payments.map((payment) => {
    const number = numberOf(payment.documentNumber);
    const said = [
      payment.account,
      payment.direction,
      payment.bookedOn,
      payment.amountMinor,
      payment.currency,
      partyOf(payment.party),
      number === '' ? fold(payment.purpose).slice(0, PURPOSE_SIGNS) : '',
      number,
    ];
    const key = JSON.stringify(said);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    if (number !== '' && times > 1) return undefined;
    const text = JSON.stringify([...said, times]);
    return createHash('sha256').update(text).digest('base64url').slice(0, 22);
  });
}

/** The number without zeros in front, which some banks write and others do not. */
const numberOf = (text: string) =>
  NO_NUMBER.test(text.trim()) ? '' : fold(text).replace(/^0+/, '');

function partyOf({ bin, account, name }: FingerprintOf['party']): string {
  if (bin !== null) return `bin ${bin}`;
  return account === '' ? `name ${fold(name)}` : `account ${account}`;
}

const fold = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, '');
