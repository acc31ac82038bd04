/** What is remembered of a freight that somebody names and the buyer answers, with its facts as `TradeEvent` has them. */
export type FreightEvent =
  | {
      type: 'freight.named' | 'freight.offered' | 'freight.agreed';
      orderId: string;
      number: string;
      offerId: string;
      grossMinor: number;
    }
  | {
      type: 'freight.sent-back' | 'freight.declined';
      orderId: string;
      number: string;
      offerId: string;
      note: string;
    };
