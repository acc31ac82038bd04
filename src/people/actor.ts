import type { CompanyRole, Language, StaffRole, Theme } from '../platform/db/schema.ts';

type Person = {
  personId: string;
  name: string;
  email: string;
  language: Language;
  theme: Theme;
};

/** A person who buys for one company, in the role that the company gave. */
export type Buyer = Person & {
  kind: 'buyer';
  companyId: string;
  companyName: string;
  role: CompanyRole;
};

/** One of ours. Acts for customers as himself (R38). */
export type Staff = Person & {
  kind: 'staff';
  role: StaffRole;
  /** The branch of the desk; null for those who belong to none. */
  branchCode: string | null;
};

export type Actor = Buyer | Staff;

/** What a role may do. The routes and the operations both ask by these words. */
export type Capability =
  | 'fill-carts'
  | 'place-orders'
  | 'see-prices'
  | 'see-orders'
  | 'name-goods'
  | 'manage-colleagues'
  | 'manage-keys'
  | 'approve-orders'
  | 'manage-approvals'
  | 'serve-counter'
  | 'serve-phone'
  | 'see-customers'
  | 'set-terms'
  | 'read-terms'
  | 'approve-terms'
  | 'publish-prices'
  | 'override-prices'
  | 'approve-prices'
  | 'see-demand'
  | 'administer';

const buyerCapabilities: Record<CompanyRole, readonly Capability[]> = {
  buyer: ['fill-carts', 'place-orders', 'see-prices', 'see-orders', 'name-goods'],
  approver: [
    'fill-carts',
    'place-orders',
    'see-prices',
    'see-orders',
    'name-goods',
    'approve-orders',
  ],
  accountant: ['see-prices', 'see-orders'],
  foreman: ['fill-carts', 'see-orders'],
  company_admin: [
    'fill-carts',
    'place-orders',
    'see-prices',
    'see-orders',
    'name-goods',
    'manage-colleagues',
    'manage-keys',
    'approve-orders',
    'manage-approvals',
  ],
};

const staffCapabilities: Record<StaffRole, readonly Capability[]> = {
  counter: [
    'fill-carts',
    'place-orders',
    'see-prices',
    'see-orders',
    'see-customers',
    'name-goods',
    'serve-counter',
    'override-prices',
  ],
  phone: [
    'fill-carts',
    'place-orders',
    'see-prices',
    'see-orders',
    'see-customers',
    'name-goods',
    'serve-phone',
    'override-prices',
  ],
  manager: [
    'fill-carts',
    'place-orders',
    'see-prices',
    'see-orders',
    'see-customers',
    'name-goods',
    'serve-phone',
    'set-terms',
    'read-terms',
    'publish-prices',
    'override-prices',
    'approve-prices',
    'see-demand',
  ],
  head_of_sales: [
    'see-prices',
    'see-orders',
    'see-customers',
    'name-goods',
    'set-terms',
    'read-terms',
    'approve-terms',
    'publish-prices',
    'approve-prices',
    'see-demand',
  ],
  admin: [
    'see-prices',
    'see-orders',
    'see-customers',
    'read-terms',
    'approve-terms',
    'see-demand',
    'administer',
  ],
};

/** Whether the actor's role includes a capability; says nothing about for which company. */
export function may(actor: Actor, capability: Capability): boolean {
  const granted =
    actor.kind === 'buyer' ? buyerCapabilities[actor.role] : staffCapabilities[actor.role];
  return granted.includes(capability);
}

/** The roles of a company that include a capability. */
export function rolesThatMay(capability: Capability): CompanyRole[] {
  const roles: CompanyRole[] = ['buyer', 'approver', 'accountant', 'foreman', 'company_admin'];
  return roles.filter((role) => buyerCapabilities[role].includes(capability));
}

/**
 * Whether the actor may act in a company's affairs: a buyer in his own company
 * only, staff who serve or keep customers in any, by their own rights (R38).
 */
export function mayActFor(actor: Actor, companyId: string): boolean {
  return actor.kind === 'buyer' ? actor.companyId === companyId : may(actor, 'see-customers');
}
