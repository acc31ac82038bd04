/** What is missing of a line of an order, or was. Grams; pieces where the line is counted. */
export type MissingGoods = { sku: string; weightG: number; pieces: number | null };

/** What is remembered of goods that go from one of our branches to another, and of an order's goods that are not held as they were, with its facts as `TradeEvent` has them. */
export type TransferEvent =
  | {
      type: 'transfer.planned' | 'transfer.left' | 'transfer.arrived' | 'transfer.cancelled';
      transferId: string;
      fromBranch: string;
      toBranch: string;
    }
  | {
      type: 'order.goods-later' | 'order.goods-late';
      orderId: string;
      number: string;
      fromBranch: string;
      arrivesOn: string;
    }
  | {
      type: 'order.goods-missing';
      orderId: string;
      number: string;
      sku: string;
      /** What waited for it; of what came, the rest. */
      reservationId: string;
      fromBranch: string;
      missingG: number;
    }
  | {
      /** What did not come of an order's goods is held elsewhere. */
      type: 'order.goods-found';
      orderId: string;
      number: string;
      /** The branch from which not all came. */
      fromBranch: string;
      goods: MissingGoods[];
      /** When the last of it is at the branch of the order, and when it was to be; null where it lies there. */
      arrivesOn: string | null;
      promisedOn: string | null;
    }
  | {
      /** Nor does any branch have it. */
      type: 'order.goods-not-found';
      orderId: string;
      number: string;
      fromBranch: string;
      goods: MissingGoods[];
    }
  | {
      /** What was held for an order at its branch was looked for there and is not. */
      type: 'order.goods-not-there';
      orderId: string;
      number: string;
      /** What was held of it; of what is there, the rest. */
      reservationId: string;
      fromBranch: string;
      goods: MissingGoods[];
    }
  | {
      /** Its buyer waits for what no branch has. */
      type: 'order.goods-awaited';
      orderId: string;
      number: string;
      goods: MissingGoods[];
    }
  | {
      /** What did not come is left out: a new version of the order. Minor units. */
      type: 'order.goods-left-out';
      orderId: string;
      number: string;
      version: number;
      goods: MissingGoods[];
      fromMinor: number;
      toMinor: number;
      /** What was paid beyond, and is the company's balance. */
      backMinor: number;
    }
  | {
      type: 'order.held-again';
      orderId: string;
      number: string;
      /** When the last of it is at its branch, and when it was to be before; null where all of it lies, or lay, there. */
      arrivesOn: string | null;
      promisedOn: string | null;
    }
  | { type: 'order.paid-without-stock'; orderId: string; number: string; sku: string };
