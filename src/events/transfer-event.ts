/** What is remembered of goods that go from one of our branches to another, with its facts as `TradeEvent` has them. */
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
    };
