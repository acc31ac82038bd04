import type { CompanyRole, Language, OwnScope, StaffRole, Theme } from '../platform/db/schema.ts';

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
  /** With an own role, the one of ours that is nearest to it. */
  role: CompanyRole;
  /** The role that the company made for itself: what it includes counts instead of `role`. */
  ownRole?: OwnRole | null;
};

/** What somebody in a role of a company's own may do, and nothing else, and whose orders he sees. */
export type OwnRole = {
  name: string;
  capabilities: readonly OwnCapability[];
  scope: OwnScope;
  /** The sites whose orders he sees; none unless the scope is sites. */
  siteIds: readonly string[];
};

/** What a role of a company's own may include. Managing colleagues, keys and approvals stays with administrators. */
export type OwnCapability = Extract<
  Capability,
  'fill-carts' | 'place-orders' | 'see-prices' | 'see-orders' | 'name-goods' | 'approve-orders'
>;

/** One of ours. Acts for customers as himself (R38). */
export type Staff = Person & {
  kind: 'staff';
  role: StaffRole;
  /** The branch of the desk; null for those who belong to none. */
  branchCode: string | null;
};

export type Actor = Buyer | Staff;

/**
 * Somebody of a company without a membership, known by the link of a quote that
 * was sent to his address. He may answer that one quote and nothing else, and
 * never has a session.
 */
export type Guest = {
  kind: 'guest';
  personId: string;
  companyId: string;
  quoteId: string;
  linkId: string;
};

/** What a role may do. The routes and the operations both ask by these words. */
export type Capability =
  | 'fill-carts'
  | 'place-orders'
  | 'amend-orders'
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
  | 'release-unpaid'
  | 'take-payments'
  | 'move-money'
  | 'pay-orders'
  | 'see-money'
  | 'keep-books'
  | 'forgive-debts'
  | 'keep-certificates'
  | 'accept-certificate-faults'
  | 'see-loyalty'
  | 'tell-changes'
  | 'keep-instrument'
  | 'work-on-claims'
  | 'decide-claims'
  | 'administer';

const buyerCapabilities: Record<CompanyRole, readonly Capability[]> = {
  buyer: [
    'fill-carts',
    'place-orders',
    'see-prices',
    'see-orders',
    'name-goods',
    'pay-orders',
    'see-money',
  ],
  approver: [
    'fill-carts',
    'place-orders',
    'see-prices',
    'see-orders',
    'name-goods',
    'approve-orders',
    'pay-orders',
    'see-money',
  ],
  accountant: ['see-prices', 'see-orders', 'pay-orders', 'see-money'],
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
    'pay-orders',
    'see-money',
  ],
};

const staffCapabilities: Record<StaffRole, readonly Capability[]> = {
  counter: [
    'fill-carts',
    'place-orders',
    'amend-orders',
    'see-prices',
    'see-orders',
    'see-customers',
    'name-goods',
    'serve-counter',
    'override-prices',
    'take-payments',
    'move-money',
    'see-money',
    'keep-certificates',
    'work-on-claims',
  ],
  phone: [
    'fill-carts',
    'place-orders',
    'amend-orders',
    'see-prices',
    'see-orders',
    'see-customers',
    'name-goods',
    'serve-phone',
    'override-prices',
    'see-money',
    'keep-certificates',
    'work-on-claims',
  ],
  manager: [
    'fill-carts',
    'place-orders',
    'amend-orders',
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
    'release-unpaid',
    'see-money',
    'move-money',
    'keep-books',
    'keep-certificates',
    'accept-certificate-faults',
    'work-on-claims',
    'decide-claims',
  ],
  head_of_sales: [
    'amend-orders',
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
    'see-money',
    'move-money',
    'keep-books',
    'forgive-debts',
    'keep-certificates',
    'accept-certificate-faults',
    'see-loyalty',
    'tell-changes',
    'keep-instrument',
    'work-on-claims',
    'decide-claims',
  ],
  admin: [
    'see-prices',
    'see-orders',
    'see-customers',
    'read-terms',
    'approve-terms',
    'see-demand',
    'see-money',
    'keep-instrument',
    'administer',
  ],
};

/** Whether the actor's role includes a capability; says nothing about for which company. */
export function may(actor: Actor, capability: Capability): boolean {
  return grantedTo(actor).includes(capability);
}

function grantedTo(actor: Actor): readonly Capability[] {
  if (actor.kind === 'staff') return staffCapabilities[actor.role];
  return actor.ownRole?.capabilities ?? buyerCapabilities[actor.role];
}

/** The roles of ours that include a capability. */
export function rolesOfStaffThatMay(capability: Capability): StaffRole[] {
  const roles: StaffRole[] = ['counter', 'phone', 'manager', 'head_of_sales', 'admin'];
  return roles.filter((role) => staffCapabilities[role].includes(capability));
}

/** The roles of a company that include a capability. */
export function rolesThatMay(capability: OwnCapability): CompanyRole[] {
  const roles: CompanyRole[] = ['buyer', 'approver', 'accountant', 'foreman', 'company_admin'];
  return roles.filter((role) => buyerCapabilities[role].includes(capability));
}

/** The role of ours that differs least from these capabilities, an administrator's apart; of equals the one that may less. */
export function nearestRole(capabilities: readonly OwnCapability[]): CompanyRole {
  const roles: CompanyRole[] = ['accountant', 'foreman', 'buyer', 'approver'];
  const differs = (role: CompanyRole) => {
    const common = capabilities.filter((one) => buyerCapabilities[role].includes(one)).length;
    return capabilities.length + buyerCapabilities[role].length - 2 * common;
  };
  return roles.reduce((near, role) => (differs(role) < differs(near) ? role : near));
}

/**
 * Whether the actor may act in a company's affairs: a buyer in his own company
 * only, staff who serve or keep customers in any, by their own rights (R38).
 */
export function mayActFor(actor: Actor | Guest, companyId: string): boolean {
  return actor.kind === 'staff' ? may(actor, 'see-customers') : actor.companyId === companyId;
}

/** Whether the actor may order what a quote offers, or without one what a cart holds: by his role; a guest only the quote of his link. */
export function mayOrderFrom(actor: Actor | Guest, quoteId: string | null): boolean {
  return actor.kind === 'guest' ? actor.quoteId === quoteId : may(actor, 'place-orders');
}
