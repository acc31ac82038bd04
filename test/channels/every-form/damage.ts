import { newId } from '../../../src/platform/id.ts';
import { fromOurPage } from '../../support/app.ts';
import { type Field, type Sent, brokenBytes, nastiesFor } from '../../support/every-form.ts';
import { addressOf } from '../../support/route-list.ts';
import type { Ready } from './cast.ts';

const FORM = 'application/x-www-form-urlencoded';

/** What is done to one field. */
export type Damage =
  | { kind: 'text'; sent: Sent }
  | { kind: 'missing' | 'twice' | 'foreign' | 'of-nothing' };

/** Which field, counted around, and what is done to it. */
type Change = { which: number; damage: Damage };

type Typed = { name: string; text: string; isInField: boolean };

/** A request as it goes out, and whether everything in it is meant so. */
export type Request = {
  what: string;
  path: string;
  body: string;
  headers: Record<string, string>;
  isMeant: boolean;
  /** Texts that must not be lost when the form is refused with a page. */
  typed: readonly Typed[];
};

const encoded = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);

/** Applies changes to a form, each to a field or to a part of the address. */
export function damaged(route: string, ready: Ready, changes: readonly Change[]): Request {
  const { params = {}, fields = {} } = ready;
  const places = [
    ...Object.entries(params).map(([name, field]) => ({ name, field, isParam: true })),
    ...Object.entries(fields).map(([name, field]) => ({ name, field, isParam: false })),
  ];
  const damages = new Map<string, Damage>();
  for (const { which, damage } of changes) {
    const place = places[which % Math.max(places.length, 1)];
    if (place) damages.set(`${place.isParam} ${place.name}`, damage);
  }
  const inPath: Record<string, string> = {};
  const inBody: string[] = [];
  const request: Request = { ...clean(route, ready), typed: [] };
  const typed: Typed[] = [];
  for (const { name, field, isParam } of places) {
    const damage = damages.get(`${isParam} ${name}`);
    const sent = sentOf(field, damage);
    if (damage) request.what += ` ${name}: ${sent?.name ?? 'missing'}`;
    if (isParam) {
      inPath[name] = (sent?.raw ?? '').replaceAll('+', '%20');
      if (!sent || !field.takes(sent.text)) request.isMeant = false;
      continue;
    }
    const isMoot = damages.get(`false ${field.besides}`)?.kind === 'missing';
    if (!isMoot && !field.takes(sent?.text)) request.isMeant = false;
    if (!sent) continue;
    inBody.push(`${encoded(name)}=${sent.raw}`);
    if (damage?.kind === 'twice') {
      inBody.push(`${encoded(name)}=${encoded(field.valid)}1`);
      request.isMeant &&= isMoot || (field.takes('') && field.takes('anything'));
    } else if (field.comesBack !== 'never' && sent.text !== undefined && sent.text.trim() !== '') {
      const isInField = field.comesBack === 'in the field';
      typed.push({ name, text: sent.text.normalize('NFC'), isInField });
    }
  }
  return { ...request, path: addressOf(route, inPath), body: inBody.join('&'), typed };
}

/** Other than a text, a damage to a part of the address leaves that part as it was. */
function sentOf(field: Field, damage: Damage | undefined): Sent | undefined {
  const { valid, foreign } = field;
  const untouched = { name: 'as it was', raw: encoded(valid), text: valid };
  if (!damage) return untouched;
  switch (damage.kind) {
    case 'text':
      return damage.sent;
    case 'missing':
      return undefined;
    case 'foreign':
      return foreign === undefined
        ? untouched
        : { name: "another company's", raw: foreign, text: foreign };
    case 'of-nothing': {
      const id = newId();
      return { name: 'an id of nothing', raw: id, text: id };
    }
    case 'twice':
      return { ...untouched, name: 'sent twice' };
  }
}

/** The honest request. */
export function clean(route: string, { cookie, params = {}, fields = {} }: Ready): Request {
  const pairs = Object.entries(fields).map(([name, { valid }]): [string, string] => [name, valid]);
  return {
    what: '',
    path: addressOf(
      route,
      Object.fromEntries(Object.entries(params).map(([name, { valid }]) => [name, valid])),
    ),
    body: new URLSearchParams(pairs).toString(),
    headers: {
      ...fromOurPage,
      'Content-Type': FORM,
      'Accept-Language': 'en',
      'x-forwarded-for': '203.0.113.5',
      ...(cookie && { cookie }),
    },
    isMeant: true,
    typed: [],
  };
}

/** Whether a request is what an honest person sends, though it was meant to be damaged. */
export function isHonest(route: string, ready: Ready, { path, body }: Request): boolean {
  const honest = clean(route, ready);
  return path === honest.path && body === honest.body;
}

/** Requests that are wrong as a whole, and those that only look so. */
export function wholes(route: string, ready: Ready): Request[] {
  const honest = clean(route, ready);
  const { fields = {} } = ready;
  const isEmptyTaken =
    ready.mayBeEmpty ?? Object.values(fields).every(({ takes }) => takes(undefined));
  const json = JSON.stringify(
    Object.fromEntries(Object.entries(fields).map(([name, { valid }]) => [name, valid])),
  );
  const as = (what: string, change: Partial<Request>, type = FORM): Request => ({
    ...honest,
    ...change,
    what: ` ${what}`,
    headers: { ...honest.headers, ...change.headers, 'Content-Type': type },
  });
  return [
    as('an unknown field', { body: `${honest.body}&unheard=of` }),
    as('no field at all', { body: '', isMeant: isEmptyTaken }),
    as('JSON', { body: json, isMeant: isEmptyTaken }, 'application/json'),
    as('broken JSON', { body: '{"a":', isMeant: false }, 'application/json'),
    as('plain text', { body: honest.body || 'a=b', isMeant: false }, 'text/plain'),
    as('several parts without a boundary', { body: 'a', isMeant: false }, 'multipart/form-data'),
    as('__proto__', { body: `${honest.body}&__proto__=x`, isMeant: false }),
    ...brokenBytes.map(({ name, raw }) =>
      as(name, { body: `${honest.body}&unheard=${raw}`, isMeant: false }),
    ),
    as('2 000 fields', { body: `${honest.body}${'&a=1'.repeat(2000)}`, isMeant: false }),
    as('a body of 200 KB', { body: `${honest.body}&a=${'x'.repeat(200_000)}`, isMeant: false }),
    as('a page of somebody else', { headers: { 'Sec-Fetch-Site': 'cross-site' }, isMeant: false }),
    ...(ready.wrong ?? []).map((body) =>
      as(`fields of nobody's form ${Object.keys(body).join(' ')}`, {
        body: new URLSearchParams(body).toString(),
        isMeant: false,
      }),
    ),
  ];
}

export const kindsFor = (field: Field): Damage[] => [
  ...(['missing', 'twice', 'foreign', 'of-nothing'] as const).map((kind) => ({ kind })),
  ...nastiesFor(field).map((sent) => ({ kind: 'text', sent }) as const),
];
