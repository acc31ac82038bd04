import type { HoldKind, OrderStage, PaymentTerms, ReleaseState } from '../platform/db/schema.ts';

/** How an order stands before its goods leave: what stops them, and who was asked to let them go. Minor units. */
export type ShipmentStanding = {
  orderId: string;
  companyId: string;
  companyName: string;
  number: string;
  payment: PaymentTerms;
  stage: OrderStage;
  grossMinor: number;
  /** Of the day; zero without credit, null without a limit. */
  limitMinor: number | null;
  /** What is owed and promised, this order included; what waits for approval is not. */
  exposureMinor: number;
  /** The gravest hold on handing over. */
  hold: { kind: HoldKind; reason: string } | null;
  /** Up to here above the limit one person may let goods go alone. */
  aloneUpToMinor: number;
  /** Who may let them go, by name. */
  people: string;
  /** The newest wish to let it go that waits or still counts on the day. */
  release: { id: string; state: ReleaseState; reason: string; askedByName: string } | null;
  /** The newest wish, where it was refused: by whom and why. */
  refused: { note: string; decidedByName: string } | null;
};

/** By how much more is taken than the limit; minor units. */
export const overMinorOf = ({ limitMinor, exposureMinor }: ShipmentStanding): number =>
  limitMinor === null ? 0 : Math.max(0, exposureMinor - limitMinor);
