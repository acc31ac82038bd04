import type { Quantity } from '../measures/quantity.ts';
import { type Actor, may, mayActFor } from '../people/actor.ts';
import type { CompanyRole } from '../platform/db/schema.ts';

/** How far a role may go with a list. */
export type ListRight = 'none' | 'read' | 'change';

/** A list of goods that a company keeps for a purpose, with whom it is shared. */
export type SavedList = {
  id: string;
  companyId: string;
  name: string;
  ownerId: string;
  ownerName: string;
  madeAt: Date;
  /** Counts changes; who changes says which he saw. */
  edits: number;
  /** Roles without an entry may do nothing with it. */
  shared: Partial<Record<CompanyRole, 'read' | 'change'>>;
};

/** A list as the page of all lists shows it. Grams. */
export type SavedListHead = SavedList & { lines: number; weightG: number };

/** A line of a list: what is needed in all, what was ordered of it and what lies in open carts, in its own unit. */
export type SavedLine = {
  id: string;
  productId: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  isSold: boolean;
  quantity: Quantity;
  lengthMm: number | null;
  weightG: number;
  orderedMilli: number;
  inCartsMilli: number;
};

/** With whom a list may be shared: the roles that fill carts, the administrators left out, who see all lists. */
export const sharingRoles = [
  'buyer',
  'approver',
  'foreman',
] as const satisfies readonly CompanyRole[];

/** More lines than a project lists; the database is asked for no more. */
export const LIST_LINES_MAX = 200;

/**
 * What somebody may do with a list: its owner and the company's administrators
 * change it, the others what their role was given; nobody of another company
 * anything. A list reserves nothing and has no prices of its own.
 */
export function rightTo(
  actor: Actor,
  list: Pick<SavedList, 'companyId' | 'ownerId' | 'shared'>,
): ListRight {
  if (actor.kind !== 'buyer' || !mayActFor(actor, list.companyId)) return 'none';
  if (!may(actor, 'fill-carts')) return 'none';
  if (actor.personId === list.ownerId || actor.role === 'company_admin') return 'change';
  return list.shared[actor.role] ?? 'none';
}

/** What is still to be put into a cart: what is needed less what was ordered and lies in carts, never below zero. Thousandths of the line's unit. */
export const leftMilli = (line: Pick<SavedLine, 'quantity' | 'orderedMilli' | 'inCartsMilli'>) =>
  Math.max(0, line.quantity.amountMilli - line.orderedMilli - line.inCartsMilli);
