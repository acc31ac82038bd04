import { createHash } from 'node:crypto';

/** A receipt as the device is asked to register it. Minor units. */
export type FiscalOrder = {
  /** Of our row: asked again with the same key, the same receipt comes back. */
  key: string;
  device: string;
  number: number;
  kind: 'sale' | 'refund';
  amountMinor: number;
};

/** What the device says of a receipt that it has registered: its sign, which the buyer can check. */
type Fiscalised = { sign: string };

/** The device said no and registered nothing; `code` is its word. */
export class FiscalRefused extends Error {
  override readonly name = 'FiscalRefused';
  readonly code: string;

  constructor(code: string) {
    super(`refused: ${code}`);
    this.code = code;
  }
}

/**
 * A fiscal device as the shop sees it. Whatever is asked may throw
 * `FiscalRefused`, or anything else where nobody knows what it did; then it is
 * asked again with the same key.
 */
export type FiscalDevice = { register: (order: FiscalOrder) => Promise<Fiscalised> };

/** What goes wrong with a simulated device, when somebody wants it to. */
export type FiscalTrouble = 'no-paper' | 'answer-lost' | undefined;

/** Amounts that make the simulator fail, as test cards do: 13 tenge have no paper, 14 lose the answer the first time. */
const NO_PAPER_TENGE = 13;
const ANSWER_LOST_TENGE = 14;

/**
 * A device for tests and the demo. It keeps the rules of a real one: the same
 * key gives the same sign, another content under a known key is refused. It
 * fails on demand: by `trouble`, or by an amount whose last two digits of whole
 * tenge are 13 (no paper) or 14 (done, but the answer is lost, once). Its signs
 * come from the key, so it forgets nothing that matters when it is restarted.
 */
export function simulatedFiscalDevice(
  trouble: (order: FiscalOrder) => FiscalTrouble = byAmount,
): FiscalDevice & { registered: ReadonlyMap<string, FiscalOrder> } {
  const registered = new Map<string, FiscalOrder>();
  return {
    registered,
    register: async (order) => {
      const known = registered.get(order.key);
      if (known && JSON.stringify(known) !== JSON.stringify(order)) {
        throw new FiscalRefused('key-reused');
      }
      const found = trouble(order);
      if (found === 'no-paper') throw new FiscalRefused('no-paper');
      registered.set(order.key, order);
      if (found === 'answer-lost' && !known) throw new Error('the answer of the device was lost');
      return { sign: signOf(order.key) };
    },
  };
}

function byAmount({ amountMinor }: FiscalOrder): FiscalTrouble {
  const tenge = Math.trunc(amountMinor / 100) % 100;
  if (tenge === NO_PAPER_TENGE) return 'no-paper';
  return tenge === ANSWER_LOST_TENGE ? 'answer-lost' : undefined;
}

/** Twelve digits, as a buyer types them to check his receipt. */
const signOf = (key: string): string =>
  BigInt(`0x${createHash('sha256').update(key).digest('hex').slice(0, 12)}`)
    .toString()
    .padStart(12, '0')
    .slice(-12);
