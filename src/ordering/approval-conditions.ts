import { shareOf } from '../measures/money.ts';
import type { Form } from '../platform/db/schema.ts';
import type { Budget } from './budget.ts';
import type { CartFreight } from './cart-freight.ts';
import { type Totalled, totalsOf } from './cart.ts';

/** What must hold of an order for a rule to ask; what is null is not asked. Minor units with VAT, grams. */
export type ApprovalConditions = {
  /** Amounts and weights are then those of this form alone. */
  form: Form | null;
  siteId: string | null;
  aboveMinor: number | null;
  aboveWeightG: number | null;
  /** Only where bringing the order costs more. */
  aboveFreightMinor: number | null;
  /** Only where bringing it costs a larger share of its goods. */
  aboveFreightBp: number | null;
  /** Only an order of more different products; two lines of one product are one. */
  aboveProducts: number | null;
  /** Only an order with a product that the company never bought before, on whatever channel. */
  neverBought: boolean;
  /** Only an order that goes beyond what its buyer may spend (R17). */
  beyondLimit: boolean;
  /** Only an order that goes beyond the budget of its cost centre. */
  beyondBudget: boolean;
};

/** What a rule looks at in an order. */
export type JudgedOrder = Omit<Totalled, 'lines'> & {
  lines: readonly (Totalled['lines'][number] & { form: Form; productId: string })[];
  siteId: string | null;
  budget: Budget | null;
  /** How bringing it stands; absent where nothing is known of that. */
  freight?: { standing: CartFreight['standing'] } | undefined;
};

/** What of an order a rule is about comes to, with VAT, and weighs. */
export type Measured = { grossMinor: number; weightG: number };

/**
 * What a rule measures in an order, `undefined` where it does not ask (R16). What its buyer
 * and his cost centre may spend is not looked at here. `newProducts` are those that the
 * company never bought.
 */
export function measuredBy(
  rule: ApprovalConditions,
  order: JudgedOrder,
  newProducts: readonly string[],
): Measured | undefined {
  const { form, siteId, aboveMinor, aboveWeightG } = rule;
  if (siteId !== null && siteId !== order.siteId) return undefined;
  if (!isFreightAbove(rule, order)) return undefined;
  const lines = form === null ? order.lines : order.lines.filter((line) => line.form === form);
  if (lines.length === 0 || !areProductsMeant(rule, lines, newProducts)) return undefined;
  // A rule on one form is about its goods; bringing them belongs to the whole order.
  const services = form === null ? order.services : [];
  const { grossMinor, weightG } = totalsOf({ lines, services });
  if (aboveMinor !== null && grossMinor <= aboveMinor) return undefined;
  if (aboveWeightG !== null && weightG <= aboveWeightG) return undefined;
  return { grossMinor, weightG };
}

/** Whether what is ordered is of as many products as a rule asks for, and as new to its company. */
function areProductsMeant(
  { aboveProducts, neverBought }: ApprovalConditions,
  lines: readonly { productId: string }[],
  newProducts: readonly string[],
): boolean {
  const products = new Set(lines.map(({ productId }) => productId));
  if (aboveProducts !== null && products.size <= aboveProducts) return false;
  return !neverBought || newProducts.some((id) => products.has(id));
}

/**
 * Whether an order is as dear to bring as a rule asks for: what has no freight is not
 * dear, what is still to be agreed may be.
 */
function isFreightAbove(
  { aboveFreightMinor, aboveFreightBp }: ApprovalConditions,
  order: JudgedOrder,
): boolean {
  if (aboveFreightMinor === null && aboveFreightBp === null) return true;
  if (order.freight?.standing === 'to-agree') return true;
  const freightMinor = order.services.reduce((sum, { grossMinor }) => sum + grossMinor, 0);
  if (aboveFreightMinor !== null && freightMinor <= aboveFreightMinor) return false;
  if (aboveFreightBp === null) return true;
  const { grossMinor } = totalsOf({ lines: order.lines, services: [] });
  return freightMinor > shareOf({ amountMinor: grossMinor, rateBp: aboveFreightBp });
}
