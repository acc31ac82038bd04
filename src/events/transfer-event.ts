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
      fromBranch: string;
      missingG: number;
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
