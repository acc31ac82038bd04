import { createHash } from 'node:crypto';
import type { Instalment } from '../customers/instalment.ts';
import type {
  CuttingState,
  FreightStanding,
  LengthKind,
  OrderStage,
  PaymentTerms,
  SaleBasis,
} from '../platform/db/schema.ts';
import type { CartLine } from './cart.ts';
import { type CartFreight, servicesOfCart } from './cart-freight.ts';

/** Stages from which any order may still be cancelled. */
const CANCELLABLE: readonly OrderStage[] = ['placed', 'confirmed'];

/** Why orders end, as a person chooses it; `other` comes with words. */
export const cancellationReasons = [
  'not-needed',
  'too-late',
  'too-dear',
  'mistake',
  'other',
] as const;

export type CancellationReason = (typeof cancellationReasons)[number];

/** Whether an order in this stage may be cancelled. */
export const isCancellable = (stage: OrderStage): boolean => CANCELLABLE.includes(stage);

/** Whether an order is being picked, of which nothing is there any more: what was held of it is missing whole, so that it may end though it is picked. */
export const isNothingThere = (order: {
  stage: OrderStage;
  isMissing: boolean;
  isHeld: boolean;
}): boolean =>
  (order.stage === 'picking' || order.stage === 'ready') && order.isMissing && !order.isHeld;

/** Whether something may still be left out of an order in this stage: not all of it is handed over, and it has not ended. */
export const isAmendable = (stage: OrderStage): boolean =>
  isCancellable(stage) || stage === 'picking' || stage === 'ready' || stage === 'shipped';

/** Whether what bringing an order costs is still to be agreed. */
export const isFreightOpen = (order: {
  freight: FreightStanding | null;
  stage: OrderStage;
}): boolean =>
  order.freight === 'to-agree' && order.stage !== 'delivered' && order.stage !== 'cancelled';

/** Whether the saw has begun, from when on cutting is paid and its order is not cancelled (R19). */
export const isCuttingBegun = (state: CuttingState): boolean =>
  state === 'started' || state === 'done';

/**
 * On which weight a line is billed, fixed when the order is placed (R4): what
 * has no length of its own (coils, random lengths) is billed by the scale,
 * everything else by theory, and weighing is only a check.
 */
export const saleBasisOf = (lengthKind: LengthKind): SaleBasis =>
  lengthKind === 'coil' || lengthKind === 'random' ? 'actual' : 'theoretical';

/** A part payment keeps the stock of an order for so many business hours more (R18). */
export const PART_PAID_BUSINESS_HOURS = 72;

/** Whether an order that is paid first still waits for money, so that its stock is held for a time only (R18). Minor units. */
export const waitsForMoney = (order: {
  payment: PaymentTerms;
  paidMinor: number;
  grossMinor: number;
}): boolean => order.payment === 'prepaid' && order.paidMinor < order.grossMinor;

/** The next stage that staff may move an order to; `undefined` at the end. */
export function nextStage(stage: OrderStage): OrderStage | undefined {
  const next: Record<OrderStage, OrderStage | undefined> = {
    placed: 'confirmed',
    confirmed: 'picking',
    picking: 'ready',
    ready: 'delivered',
    shipped: 'delivered',
    delivered: undefined,
    cancelled: undefined,
  };
  return next[stage];
}

/**
 * A fingerprint of everything a buyer agreed to when the form was shown: the
 * lines, their weights and prices, what is cut and what that costs, from which other
 * branches they come and when, what bringing them costs, and the VAT. When it differs at placing, the buyer sees the new terms first
 * (reliability, invariant 12).
 */
export function termsHash(cart: {
  branchCode: string;
  lines: readonly CartLine[];
  instalments: readonly Instalment[];
  freight: CartFreight;
}): string {
  const agreed = cart.lines.map((line) => [
    line.id,
    line.productId,
    line.weightG,
    line.price?.pricePerTonneMinor ?? null,
    line.price?.grossMinor ?? null,
    ...(line.cutting ? [line.cutting.pieces, line.cutting.offcuts] : []),
    ...line.services.map(({ kind, grossMinor }) => [kind, grossMinor]),
    ...line.supply.coming.map(({ branchCode, arrivesOn }) => ['from', branchCode, arrivesOn]),
  ]);
  const { branchCode, instalments, freight } = cart;
  // Where bringing the goods costs nothing more, it makes no difference who does.
  const { standing } = freight;
  const asked = servicesOfCart(freight)
    .map(({ grossMinor }) => grossMinor)
    .filter((minor) => minor > 0);
  const bringing = standing === 'to-agree' || asked.length > 0 ? [standing, ...asked] : [];
  const text = JSON.stringify([branchCode, agreed, instalments, ...bringing]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
