import type { QuoteState, Unit } from '../platform/db/schema.ts';
import { Refusal } from '../platform/refusal.ts';
import type { ServiceDerivation } from '../pricing/service-derivation.ts';
import type { WantedCutting } from './cut-line.ts';
import type { OfferedRests } from './rests-of-cuts.ts';
import type { QuoteDelivery } from './quote-delivery.ts';

/** Why a quote is declined, as the buyer chooses it; `other` comes with words. */
export const declineReasons = [
  'too-dear',
  'too-late',
  'bought-elsewhere',
  'not-needed',
  'other',
] as const;

export type DeclineReason = (typeof declineReasons)[number];

/** Where a quote stands for our own people (R37). */
export type StaffStanding =
  | 'to-answer'
  | 'in-work'
  | 'sent'
  | 'revising'
  | 'part-ordered'
  | 'ordered'
  | 'declined'
  | 'withdrawn'
  | 'expired';

/** Where the same quote stands for its buyer, who need not know how we work (R37). */
export type BuyerStanding =
  | 'with-us'
  | 'your-turn'
  | 'part-ordered'
  | 'ordered'
  | 'declined'
  | 'cancelled'
  | 'expired';

/** What of a quote its standing follows from. */
export type QuoteCourse = {
  state: QuoteState;
  hasDraft: boolean;
  isPartTaken: boolean;
  /** Until before this moment the current version may be accepted. */
  validUntil: Date | null;
};

/** Whether the current version may still be accepted at a moment, whatever a job has done by then (R15). */
export const isOpen = ({ state, validUntil }: QuoteCourse, at: Date): boolean =>
  state === 'sent' && validUntil !== null && validUntil > at;

/** Where a quote stands for our own people at a moment. */
export function standingForStaff(course: QuoteCourse, at: Date): StaffStanding {
  switch (course.state) {
    case 'requested':
      return course.hasDraft ? 'in-work' : 'to-answer';
    case 'sent':
      if (course.hasDraft) return 'revising';
      if (!isOpen(course, at)) return 'expired';
      return course.isPartTaken ? 'part-ordered' : 'sent';
    case 'accepted':
      return 'ordered';
    case 'declined':
    case 'withdrawn':
    case 'expired':
      return course.hasDraft ? 'revising' : course.state;
  }
}

/** Where it stands for the buyer: drafts are our business until they are sent. */
export function standingForBuyer(course: QuoteCourse, at: Date): BuyerStanding {
  switch (course.state) {
    case 'requested':
      return 'with-us';
    case 'sent':
      if (!isOpen(course, at)) return 'expired';
      return course.isPartTaken ? 'part-ordered' : 'your-turn';
    case 'accepted':
      return 'ordered';
    case 'withdrawn':
      return 'cancelled';
    case 'declined':
    case 'expired':
      return course.state;
  }
}

/** What a company asks a price for. Thousandths of the unit, minor units per tonne. */
export type RequestLine = {
  position: number;
  productId: string | null;
  sku: string | null;
  nameEn: string | null;
  nameRu: string | null;
  nameKk: string | null;
  typed: string;
  quantityMilli: number | null;
  unit: Unit | null;
  targetPerTonneMinor: number | null;
  /** Cut to these pieces; null: nothing is cut. */
  cutting: WantedCutting | null;
};

/**
 * One offer for a line; several for one line are alternatives or quantity
 * breaks, of which the buyer takes one. Grams, minor units; the price has VAT in
 * it where `includesVat`. Without a product or a price it is information.
 */
export type Offer = Omit<RequestLine, 'targetPerTonneMinor' | 'quantityMilli' | 'unit'> & {
  id: string;
  alternative: number;
  quantityMilli: number;
  unit: Unit;
  weightG: number | null;
  pricePerTonneMinor: number | null;
  listPerTonneMinor: number | null;
  includesVat: boolean;
  /** The buyer may order more at this price. */
  takesMore: boolean;
  note: string;
  /** What cutting costs, as it was offered; the bars are its quantity. */
  services: readonly ServiceDerivation[];
  /** What is left of the bars that are cut; null where nothing is, or it was not kept yet. */
  rests: OfferedRests | null;
  netMinor: number | null;
  vatMinor: number | null;
  grossMinor: number | null;
};

/** A version of our answer; the draft has no number yet. */
export type QuoteVersion = {
  id: string;
  number: number | null;
  edits: number;
  validUntil: Date | null;
  /** The buyer may take some lines, or some of a line. */
  takesPart: boolean;
  conditions: string;
  /** How the goods get to the buyer, and at what price; null: nothing is said of it. */
  delivery: QuoteDelivery | null;
  sentAt: Date | null;
  sentByName: string | null;
  offers: readonly Offer[];
};

/** What was taken of an offer so far. */
export type Taken = { offerId: string; position: number; takenMilli: number };

/** An offer that can become a line of an order. */
export type OrderableOffer = Offer & {
  productId: string;
  weightG: number;
  pricePerTonneMinor: number;
};

/** Whether an offer can be ordered as it stands: it names a product of ours and its price. */
export const isOrderable = (offer: Offer): offer is OrderableOffer =>
  offer.productId !== null && offer.weightG !== null && offer.pricePerTonneMinor !== null;

/** What is left of an offer: nothing where another offer of its line was taken. Thousandths of its unit. */
export function restOf(offer: Offer, taken: readonly Taken[]): number {
  const ofLine = taken.filter(({ position }) => position === offer.position);
  if (ofLine.some(({ offerId }) => offerId !== offer.id)) return 0;
  const takenMilli = ofLine.reduce((sum, one) => sum + one.takenMilli, 0);
  return Math.max(0, offer.quantityMilli - takenMilli);
}

/** What a buyer wants of an offer; without a quantity all that is left of it. */
export type Wanted = { offerId: string; quantityMilli: number | undefined };

/** A part of an offer that is taken: from where on and how much. Thousandths of its unit. */
export type Take = { offer: OrderableOffer; fromMilli: number; quantityMilli: number };

/**
 * What an acceptance takes of the current version (R15). Refuses offers that are
 * not of it or are used up, two offers of one line, less than all where the
 * version is taken as a whole, less than a whole cut list, and more than is left
 * where an offer is not increased.
 */
export function takesOf(
  version: QuoteVersion,
  taken: readonly Taken[],
  wanted: readonly Wanted[],
): Take[] {
  const takes = wanted.map((one) => takeOf(version, taken, one));
  const positions = new Set(takes.map(({ offer }) => offer.position));
  if (positions.size < takes.length) throw new Refusal({ code: 'quote-one-offer-a-line' });
  if (takes.length === 0) throw new Refusal({ code: 'quote-nothing-chosen' });
  const isMissing = ({ position }: Offer) => !positions.has(position);
  if (!version.takesPart && version.offers.filter(isOrderable).some(isMissing)) {
    throw new Refusal({ code: 'quote-whole-only' });
  }
  return takes;
}

function takeOf(version: QuoteVersion, taken: readonly Taken[], wanted: Wanted): Take {
  const offer = version.offers.find(({ id }) => id === wanted.offerId);
  if (!offer || !isOrderable(offer)) throw new Refusal({ code: 'quote-changed' });
  const restMilli = restOf(offer, taken);
  if (restMilli === 0) throw new Refusal({ code: 'quote-taken' });
  const quantityMilli = wanted.quantityMilli ?? restMilli;
  const isWholeOnly = !version.takesPart || offer.cutting !== null;
  if (quantityMilli < restMilli && isWholeOnly) {
    throw new Refusal({ code: 'quote-whole-only' });
  }
  if (quantityMilli > restMilli && !offer.takesMore) {
    throw new Refusal({ code: 'quote-no-more', position: offer.position });
  }
  return { offer, fromMilli: offer.quantityMilli - restMilli, quantityMilli };
}

/** Whether nothing that can be ordered is left of a version. */
export function isUsedUp(version: QuoteVersion, taken: readonly Taken[]): boolean {
  const positions = new Set(version.offers.filter(isOrderable).map(({ position }) => position));
  return [...positions].every((position) => {
    const offers = version.offers.filter((offer) => offer.position === position);
    return offers.every((offer) => restOf(offer, taken) === 0);
  });
}
