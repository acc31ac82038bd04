import { StripeError } from './stripe-error.ts';

export type FormValue = string | FormValue[] | { [name: string]: FormValue };

const FIELDS_MAX = 500;
const DEPTH_MAX = 8;

type Branch = Map<string, string | Branch>;

/**
 * Reads Stripe's form encoding: `a[b][0][c]=1` is `{ a: { b: [{ c: '1' }] } }`.
 * Fields numbered from 0 without a gap are a list. No name is special.
 */
export function readForm(text: string): FormValue {
  const root: Branch = new Map();
  const fields = [...new URLSearchParams(text)];
  if (fields.length > FIELDS_MAX) throw new StripeError(400, 'Too many parameters.');
  for (const [name, value] of fields) plant(root, namesOf(name), value);
  return grown(root);
}

function namesOf(name: string): string[] {
  const names = name.replaceAll(']', '').split('[');
  if (names.length > DEPTH_MAX) throw new StripeError(400, 'Parameters are nested too deeply.');
  return names;
}

function plant(root: Branch, names: readonly string[], value: string): void {
  let branch = root;
  for (const name of names.slice(0, -1)) {
    const next = branch.get(name);
    const deeper: Branch = next instanceof Map ? next : new Map();
    branch.set(name, deeper);
    branch = deeper;
  }
  branch.set(names.at(-1) ?? '', value);
}

function grown(branch: Branch): FormValue {
  const values = [...branch].map(
    ([name, value]) => [name, typeof value === 'string' ? value : grown(value)] as const,
  );
  const isList = values.length > 0 && values.every(([name], at) => name === String(at));
  return isList ? values.map(([, value]) => value) : Object.fromEntries(values);
}
