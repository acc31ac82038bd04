import { readdirSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { unsafeRoutesOf } from '../../support/route-list.ts';
import { accountForms } from './account.forms.ts';
import { approvalsForms } from './approvals.forms.ts';
import { articlesForms } from './articles.forms.ts';
import { bankForms } from './bank.forms.ts';
import { app, gather } from './cast.ts';
import { certificatesForms } from './certificates.forms.ts';
import { claimsForms } from './claims.forms.ts';
import { companyForms } from './company.forms.ts';
import { creditForms } from './credit.forms.ts';
import { deliveryForms } from './delivery.forms.ts';
import { deskForms } from './desk.forms.ts';
import { documentsForms } from './documents.forms.ts';
import { listsForms } from './lists.forms.ts';
import { loyaltyOfficeForms } from './loyalty-office.forms.ts';
import { loyaltyForms } from './loyalty.forms.ts';
import { officePricesForms } from './office-prices.forms.ts';
import { officeTermsForms } from './office-terms.forms.ts';
import { paymentsForms } from './payments.forms.ts';
import { peopleForms } from './people.forms.ts';
import { quotesForms } from './quotes.forms.ts';
import { shippingForms } from './shipping.forms.ts';
import { storefrontForms } from './storefront.forms.ts';
import { tillForms } from './till.forms.ts';

beforeAll(gather, 60_000);

/** Each by the name of its two files: its cases in `*.forms.ts`, its attack in `*.test.ts`. */
const departments = {
  account: accountForms,
  approvals: approvalsForms,
  articles: articlesForms,
  bank: bankForms,
  certificates: certificatesForms,
  claims: claimsForms,
  company: companyForms,
  credit: creditForms,
  delivery: deliveryForms,
  desk: deskForms,
  documents: documentsForms,
  lists: listsForms,
  loyalty: loyaltyForms,
  'loyalty-office': loyaltyOfficeForms,
  'office-prices': officePricesForms,
  'office-terms': officeTermsForms,
  payments: paymentsForms,
  people: peopleForms,
  quotes: quotesForms,
  shipping: shippingForms,
  storefront: storefrontForms,
  till: tillForms,
};

test('every form of the shop has its case here', () => {
  const forms = Object.values(departments).flatMap((cases) => Object.keys(cases));
  // What programs send is no form; api-garbage.test.ts tries it.
  const sentByPeople = unsafeRoutesOf(app).filter((route) => !/ \/(api|webhooks)\//.test(route));
  expect(forms.toSorted()).toEqual(sentByPeople.toSorted());
});

test('every department of this folder is counted here and attacked by a test of its own', () => {
  const files = readdirSync(import.meta.dirname);
  const named = (ending: string) =>
    files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
  const counted = Object.keys(departments).toSorted();

  expect(named('.forms.ts').toSorted()).toEqual(counted);
  expect(named('.test.ts').toSorted()).toEqual([...counted, 'every-form'].toSorted());
});
