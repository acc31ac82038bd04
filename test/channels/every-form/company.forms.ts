import { openSite } from '../../../src/customers/keep-sites.ts';
import { openCostCentre } from '../../../src/ordering/keep-cost-centres.ts';
import type { Buyer } from '../../../src/people/actor.ts';
import { makeKey } from '../../../src/people/api-key.ts';
import { makeOwnRole } from '../../../src/people/keep-own-roles.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { signedIn } from '../../support/app.ts';
import { anyId, choice, exactly, tick, words } from '../../support/every-form.ts';
import { aBuyer, at } from '../../support/world.ts';
import { theApproving } from './approvals.forms.ts';
import { type Forms, admin, cookies, db, theirAdmin, them, us } from './cast.ts';
import { amountOrNone, email, roleOfCompany } from './fields.ts';

/** Somebody who has made no key yet: only so many an hour may be made. */
const adminCookie = async () => signedIn(db, await aBuyer(db, us.company, 'company_admin'), at);

async function aKeyOf(maker: Buyer): Promise<string> {
  const id = newId();
  await transact(db, (tx) => makeKey(tx, maker, { id, name: 'Program', at }));
  return id;
}

async function aCostCentre(of: Buyer): Promise<string> {
  const id = newId();
  await transact(db, (tx) => openCostCentre(tx, of, { id, code: id.slice(-12), name: '', at }));
  return id;
}

const centreForms: Forms = {
  'POST /company/cost-centres': async () => {
    await db.updateTable('costCentre').set({ closedAt: at }).execute();
    return {
      cookie: cookies.companyAdmin,
      fields: {
        ...{ key: anyId(newId()), centreCode: words('B-1', { min: 1, max: 30 }) },
        name: words('Block B', { max: 100 }),
      },
    };
  },
  'POST /company/cost-centres/terms': async () => ({
    cookie: await signedIn(db, (await theApproving()).admin, at),
    fields: { isRequired: tick() },
  }),
  'POST /company/cost-centres/:costCentreId/budget': async () => ({
    cookie: cookies.companyAdmin,
    params: { costCentreId: exactly(await aCostCentre(admin), await aCostCentre(theirAdmin)) },
    fields: {
      ...{ amount: amountOrNone(), period: choice('month', ['month', 'quarter', 'year']) },
      effect: choice('warn', ['warn', 'block']),
    },
  }),
  'POST /company/cost-centres/:costCentreId/end': async () => ({
    cookie: cookies.companyAdmin,
    params: { costCentreId: exactly(await aCostCentre(admin), await aCostCentre(theirAdmin)) },
  }),
};

async function aSiteOf(of: Buyer): Promise<string> {
  const id = newId();
  const site = { id, name: 'Block B', city: 'Астана', address: 'street 1', at };
  await transact(db, (tx) => openSite(tx, of, site));
  return id;
}

const siteForms: Forms = {
  'POST /company/sites': async () => ({
    cookie: cookies.companyAdmin,
    fields: {
      ...{ key: anyId(newId()), name: words('Block B', { min: 1, max: 100 }) },
      city: words('Астана', { min: 1, max: 60 }),
      address: words('street 1', { min: 1, max: 200 }),
    },
  }),
  'POST /company/sites/:siteId/end': async () => ({
    cookie: cookies.companyAdmin,
    params: { siteId: exactly(await aSiteOf(admin), await aSiteOf(theirAdmin)) },
  }),
};

async function anOwnRole(of: Buyer): Promise<string> {
  const id = newId();
  const name = id.slice(-12);
  await transact(db, (tx) => makeOwnRole(tx, of, { id, name, capabilities: [], at }));
  return id;
}

/** How far a role sees; the sites are ticked apart. */
const scopeOfRole = () => ({ scope: choice('own', ['company', 'own']) });

/** A company's people, their roles, its keys and its cost centres. */
export const companyForms: Forms = {
  ...siteForms,
  ...centreForms,
  'POST /company/roles': async () => {
    await db.updateTable('companyOwnRole').set({ endedAt: at }).execute();
    return {
      cookie: cookies.companyAdmin,
      fields: {
        ...{ key: anyId(newId()), name: words('Warehouse', { min: 1, max: 60 }) },
        ...{ 'fill-carts': tick(), 'name-goods': tick(), ...scopeOfRole() },
      },
    };
  },
  'POST /company/roles/:ownRoleId': async () => {
    await db.updateTable('companyOwnRole').set({ endedAt: at }).execute();
    return {
      cookie: cookies.companyAdmin,
      params: { ownRoleId: exactly(await anOwnRole(admin), await anOwnRole(theirAdmin)) },
      fields: {
        name: words('Warehouse', { min: 1, max: 60 }),
        ...{ 'fill-carts': tick(), 'name-goods': tick(), ...scopeOfRole() },
      },
    };
  },
  'POST /company/roles/:ownRoleId/end': async () => ({
    cookie: cookies.companyAdmin,
    params: { ownRoleId: exactly(await anOwnRole(admin), await anOwnRole(theirAdmin)) },
  }),
  'POST /company/invitations': async () => ({
    cookie: cookies.companyAdmin,
    fields: {
      email: email('guest@visitor.example'),
      name: words('Guest', { min: 1, max: 200 }),
      role: roleOfCompany(),
    },
  }),
  'POST /company/keys': async () => ({
    cookie: await adminCookie(),
    fields: { key: anyId(newId()), name: words('1C', { min: 1, max: 100 }) },
  }),
  'POST /company/keys/:keyId/end': async () => ({
    cookie: cookies.companyAdmin,
    params: { keyId: exactly(await aKeyOf(admin), await aKeyOf(theirAdmin)) },
  }),
  'POST /company/invitations/:personId/cancellation': async () => ({
    cookie: cookies.companyAdmin,
    params: { personId: anyId(us.buyer.personId) },
  }),
  'POST /company/colleagues/:personId/role': async () => ({
    cookie: cookies.companyAdmin,
    params: {
      personId: exactly((await aBuyer(db, us.company)).personId, them.buyer.personId),
    },
    fields: { role: roleOfCompany() },
  }),
  'POST /company/colleagues/:personId/limit': async () => ({
    cookie: cookies.companyAdmin,
    params: {
      personId: exactly((await aBuyer(db, us.company)).personId, them.buyer.personId),
    },
    fields: {
      amount: amountOrNone(),
      period: choice('week', ['day', 'week', 'month']),
    },
  }),
  'POST /company/colleagues/:personId/removal': async () => ({
    cookie: cookies.companyAdmin,
    params: {
      personId: exactly((await aBuyer(db, us.company)).personId, them.buyer.personId),
    },
  }),
  'POST /company/choice': async () => ({
    cookie: await signedIn(db, await aBuyer(db, us.company), at),
    fields: { companyId: exactly(us.company.id, them.company.id) },
  }),
  'POST /company/preferences': async () => ({
    cookie: cookies.buyer,
    fields: {
      language: choice('en', ['en', 'ru', 'kk']),
      theme: choice('dark', ['system', 'light', 'dark']),
    },
  }),
};
