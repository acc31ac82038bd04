import type { Form } from '../../src/platform/db/schema.ts';
import type { RemarkKind } from '../../src/pricing/price-list.ts';

/** What a page of a draft shows. */
export type DraftFilter = {
  text?: string | undefined;
  category?: string | undefined;
  form?: Form | undefined;
  grade?: string | undefined;
  /** Micrometres, both included. */
  fromUm?: number | undefined;
  toUm?: number | undefined;
  only?: 'changed' | RemarkKind | undefined;
  /** Weights from which the reader wants a further step, grams. */
  steps: readonly number[];
  page: number;
};

/** A filter as the fields of an address or of a form, without its page. */
export function filterFields(filter: DraftFilter): [name: string, value: string][] {
  const mm = (um: number | undefined) => (um === undefined ? undefined : String(um / 1000));
  const fields = Object.entries({
    text: filter.text,
    category: filter.category,
    form: filter.form,
    grade: filter.grade,
    sizeFrom: mm(filter.fromUm),
    sizeTo: mm(filter.toUm),
    only: filter.only,
  }).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []));
  const steps = filter.steps.map((stepG): [string, string] => ['step', String(stepG / 1_000_000)]);
  return [...fields, ...steps];
}

/** The query of a page of the draft with the same filter; `?` included, nothing when nothing is asked. */
export function draftQuery(filter: DraftFilter, page = filter.page): string {
  const query = new URLSearchParams(filterFields(filter));
  if (page > 1) query.set('page', String(page));
  const text = query.toString();
  return text ? `?${text}` : '';
}
