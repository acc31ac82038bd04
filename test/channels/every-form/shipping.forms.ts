import { excessForms, yardForms } from '../../support/shipment-forms.ts';
import { transferForms } from '../../support/transfer-forms.ts';
import { type Forms, clerks, cookies, db, rebar, them, us } from './cast.ts';

const yardOf = (desk: 'counter' | 'phone') => ({
  ...{ db, clerk: clerks[desk], manager: clerks.manager },
  witness: clerks[desk === 'counter' ? 'phone' : 'counter'],
  ...{ company: us.company, otherCompany: them.company, goods: rebar },
  cookies: { clerk: cookies[desk], buyer: cookies.buyer },
});

const sendingOf = (desk: 'counter' | 'phone') => ({
  ...{ db, clerk: clerks[desk], cookie: cookies[desk] },
});

/** Vehicles that are loaded, weighed and sent, and goods that go to another branch. */
export const shippingForms: Forms = {
  ...yardForms('/counter', () => yardOf('counter')),
  ...yardForms('/phone', () => yardOf('phone')),
  ...excessForms(() => yardOf('counter')),
  ...transferForms('/counter', () => sendingOf('counter')),
  ...transferForms('/phone', () => sendingOf('phone')),
};
