import { type Kysely, sql } from 'kysely';
import type { DB } from '../../src/platform/db/schema.ts';

/** One field of a form, or one part of its address: what an honest person sends, and what the shop may take. */
export type Field = {
  valid: string;
  /** Whether a text is meant for this field; `undefined` is a field that was not sent. */
  takes: (text: string | undefined) => boolean;
  /** When the form is refused with a page, what was typed stands in the field again, or somewhere on the page. */
  comesBack: 'in the field' | 'on the page' | 'never';
  /** A number is typed here, so all that has ever been mistaken for one is tried. */
  isNumeric: boolean;
  /** The field that this one belongs to: without it nothing here counts. */
  besides?: string | undefined;
  /** Another company's thing of the same kind. */
  foreign?: string | undefined;
};

type Takes = Field['takes'];
const field = (valid: string, takes: Takes, more: Partial<Field> = {}): Field => ({
  valid,
  takes,
  comesBack: 'never',
  isNumeric: false,
  ...more,
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const said =
  (takes: (text: string) => boolean): Takes =>
  (text) =>
    text !== undefined && takes(text);

/** The one thing that is meant, by its id, its code or its number. */
export const exactly = (valid: string, foreign?: string) =>
  field(valid, (text) => text === valid, { foreign });
/** The same, a number that the page wrote there. */
export const exactNumber = (valid: string) =>
  field(valid, (text) => text === valid, { isNumeric: true });
/** The same, typed by a person. */
export const exactlyAsTyped = (valid: string) =>
  field(valid, (text) => text === valid, { comesBack: 'in the field' });
/** The same, or nothing chosen. */
export const exactlyOrNone = (valid: string, foreign?: string) =>
  field(valid, (text) => text === valid || text === '', { foreign });
/** A well-formed id, whether or not there is anything behind it. */
export const anyId = (valid: string) =>
  field(
    valid,
    said((text) => UUID.test(text)),
  );
export const choice = (valid: string, options: readonly string[]) =>
  field(
    valid,
    said((text) => options.includes(text)),
  );
/** A box that is ticked or not sent. */
export const tick = () => field('yes', (text) => text === undefined || text === 'yes');
/** Whatever stands there says only how something is shown or where to go on. */
export const anything = (valid: string) => field(valid, () => true);
/** Words of a person, so many at most once the spaces around them are gone. */
export const words = (valid: string, length: { min?: number; max: number }) =>
  field(
    valid,
    said((text) => text.trim().length >= (length.min ?? 0) && text.trim().length <= length.max),
    { comesBack: 'in the field' },
  );
export const matching = (valid: string, pattern: RegExp) =>
  field(
    valid,
    said((text) => pattern.test(text)),
    { comesBack: 'in the field' },
  );
/** A quantity as buyers type it: more than nothing, three decimals, a million at most. */
export const quantity = (valid: string) =>
  field(valid, said(isQuantity), { comesBack: 'in the field', isNumeric: true });
/** A number between two bounds with so many decimals at most. */
export const number = (valid: string, bounds: { min: number; max: number; decimals: number }) =>
  field(
    valid,
    said((text) => {
      const [, decimals = ''] = /^\s*-?\d+(?:[.,](\d*))?\s*%?\s*$/.exec(text) ?? [
        undefined,
        'none',
      ];
      const value = Number.parseFloat(text.replace(',', '.'));
      return decimals.length <= bounds.decimals && value >= bounds.min && value <= bounds.max;
    }),
    { comesBack: 'in the field', isNumeric: true },
  );
/** A secret: what was typed never stands in an answer. */
export const secret = (valid: string, takes: Takes) => field(valid, takes);
/** A field that need not be sent. */
export const optional = (given: Field): Field => ({
  ...given,
  takes: (text) => text === undefined || given.takes(text),
});

function isQuantity(text: string): boolean {
  const [, amount = '0'] =
    /^\s*(\d+(?:[.,]\d{0,3})?) ?(?:t|т|kg|кг|m|м|pcs|шт)?\s*$/.exec(text) ?? [];
  const value = Number(amount.replace(',', '.'));
  return value > 0 && value <= 1_000_000;
}

/** A text as it travels: the bytes, and what they mean if they mean anything. */
export type Sent = { name: string; raw: string; text: string | undefined };
const sent = (name: string, text: string): Sent => ({ name, raw: encode(text), text });
const bytes = (name: string, raw: string): Sent => ({ name, raw, text: undefined });

const encode = (text: string) => encodeURIComponent(text).replaceAll('%20', '+');
const isBroken = (text: string) => /[\0\uFFFD]|\p{Surrogate}/u.test(text);

/** A text that a random generator made; one that no browser sends travels as broken bytes. */
export function sentText(text: string): Sent {
  return isBroken(text) ? bytes('broken bytes', 'a%ED%A0%80b') : sent('a random text', text);
}

/** What has gone wrong in fields since there are forms. */
const nastyTexts: readonly Sent[] = [
  sent('nothing', ''),
  sent('spaces', '   '),
  sent('a number in words', 'twelve'),
  sent('10 000 signs', 'x'.repeat(10_000)),
  sent('markup', `"><script>alert('1')</script>&amp;`),
  sent('no UUID', '0190-not-an-id'),
  // No text of anybody: it is taken nowhere.
  bytes('the number of a payment card', '4242+4242+4242+4242'),
];
const nastyNumbers: readonly Sent[] = [
  sent('1e309', '1e309'),
  sent('a negative number', '-1'),
  sent('zero', '0'),
  sent('a number of twenty digits', '99999999999999999999'),
  sent('a number that fits no integer', '2147483648'),
  sent('NaN', 'NaN'),
  sent('Infinity', 'Infinity'),
];
export const nasties: readonly Sent[] = [...nastyTexts, ...nastyNumbers];
/** Those that a field is tried with one after another. */
export const nastiesFor = ({ isNumeric }: Field): readonly Sent[] =>
  isNumeric ? nasties : nastyTexts;

/** What no browser sends for any text; a form is refused for it as a whole. */
export const brokenBytes: readonly Sent[] = [
  bytes('a NUL', 'a%00b'),
  bytes('a lone surrogate', '%ED%A0%80'),
  bytes('a byte that is no UTF-8', '%FF'),
];

/**
 * Watches the tables of a database, those excepted that every look at a page
 * may change. What is rolled back was no change, and neither is the moment at
 * which a session was last seen.
 */
export async function watchTables(db: Kysely<DB>): Promise<void> {
  await sql`create schema watch`.execute(db);
  await sql`create unlogged table watch.change (table_name text not null)`.execute(db);
  await sql`
    create function watch.note() returns trigger language plpgsql as $$ begin
      if tg_op <> 'UPDATE' or to_jsonb(old) - 'seen_at' is distinct from to_jsonb(new) - 'seen_at' then
        insert into watch.change values (tg_table_name);
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    do $$ declare name text; begin
      for name in
        select tablename from pg_tables
        where schemaname = 'public' and tablename not in ('sign_in_attempt', 'missed_demand')
      loop
        execute format('create trigger watch after insert or update or delete on %I
          for each row execute function watch.note()', name);
      end loop;
    end $$`.execute(db);
}

/** The tables that were changed since the last look. */
export async function tablesChanged(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    delete from watch.change returning table_name as name`.execute(db);
  return [...new Set(rows.map(({ name }) => name))].toSorted();
}

const decode = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** What stands in the inputs and text areas of a page under a name. */
export function valuesIn(html: string, name: string): string[] {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const inputs = [...html.matchAll(new RegExp(`<input[^>]*\\sname="${escaped}"[^>]*>`, 'g'))].map(
    ([input]) => / value="([^"]*)"/.exec(input)?.[1] ?? '',
  );
  const areas = [
    ...html.matchAll(new RegExp(`<textarea[^>]*\\sname="${escaped}"[^>]*>([^<]*)</textarea>`, 'g')),
  ].map(([, text = '']) => text);
  return [...inputs, ...areas].map(decode);
}

/** Whether a text stands anywhere on a page, as text. */
export const standsIn = (html: string, text: string) => decode(html).includes(text);

/** Where an answer tells the person something. */
const tellings = [
  /<(\w+)(?![^>]*id="retry")[^>]*role="alert"[^>]*>(?<said>[\s\S]*?)<\/\1>/g,
  /<strong[^>]*problem[^>]*>(?<said>[\s\S]*?)<\/strong>/g,
  /<section class="notice-page">[\s\S]*?<p>(?<said>[\s\S]*?)<\/p>/g,
  /<hx-partial hx-target="#live"[^>]*>(?<said>[\s\S]*?)<\/hx-partial>/g,
  /<ul id="missed"[^>]*>(?<said>[\s\S]*?)<\/ul>/g,
];

/**
 * Whether an answer tells the person something: an alert, words beside a field,
 * a page that is a notice, or what the desk reads out and lists as not found.
 */
export const saysSomething = (html: string): boolean =>
  tellings.some((telling) =>
    [...html.matchAll(telling)].some(
      ({ groups }) => (groups?.['said'] ?? '').replaceAll(/<[^>]*>/g, '').trim() !== '',
    ),
  );
