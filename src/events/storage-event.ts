/** What is remembered of goods that lie ready for long, with its facts as `TradeEvent` has them. Days, grams, minor units with VAT. */
export type StorageEvent =
  | {
      type: 'storage.charged';
      orderId: string;
      number: string;
      shipmentId: string | null;
      days: number;
      weightG: number;
      grossMinor: number;
    }
  | { type: 'storage.waived'; orderId: string; number: string; reason: string };
