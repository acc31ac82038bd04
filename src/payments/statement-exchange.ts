import { foldAccount } from './iban.ts';
import type { RowProblem, StatedParty, StatedRow } from './statement-row.ts';

/** What a statement says of one account of ours; texts as they stand there. */
export type StatedAccount = {
  account: string;
  from: string;
  to: string;
  opening: string;
  closing: string;
  incoming: string;
  outgoing: string;
};

/** A statement as it stands in its file. */
export type StatedStatement = {
  accounts: StatedAccount[];
  currency: string;
  rows: StatedRow[];
  problems: { row: number; problem: RowProblem }[];
};

/** A part of the file: what stands before the parts, an account, or a document. */
type Section = {
  kind: 'head' | 'account' | 'document';
  row: number;
  fields: Map<string, string>;
  isTwice: boolean;
  isClosed: boolean;
};

/** A document has some thirty keys, and a purpose of a few lines. */
const LINES_PER_DOCUMENT = 60;
/** A value that went on for so long does not go on any longer. */
const VALUE_CHARS_MAX = 4000;

const MARK = /^\s{0,20}(?:секция|конец)/iu;
const FIRST_LINE = /^\s*1[CС]ClientBankExchange/iu;
/** Key names have five letters or more; shorter ones are only these. `НДС=` in a purpose is none. */
const KEY = /^(\p{Lu}[\p{L}\d_]{4,60})[ \t]*=(.*)$/su;
const SHORT_KEY = /^(Дата|Код|КНП)[ \t]*=(.*)$/isu;

/** What a document means depends on these: said twice and differently, nobody knows which is true. */
const ONCE =
  /^(?:номер|дата|сумма|валюта|плательщик|получатель)(?!банк)|^датадокумента|^датаоперации/u;
const CREDIT = ['суммаприход', 'суммакредит'];
const DEBIT = ['суммарасход', 'суммадебет'];
const CAME = ['датапоступило', 'датапоступления'];
const WENT = ['датасписано', 'датасписания'];
const PURPOSE = /^назначениеплатежа(\d?)$/;

/** Whether a text is a statement as 1C and the banks exchange it. */
export const isExchange = (text: string): boolean => FIRST_LINE.test(text.slice(0, 200));

/**
 * Reads the exchange format of 1C, `1CClientBankExchange`, as banks of
 * Kazakhstan write it (1.01 to 2.00; sections and keys in any case, with `_` or
 * without): accounts with their days and balances, documents with payer, payee,
 * sum and purpose, which may go on over several lines. A document that is not
 * closed is cut off; one that says its sum, day, number or parties twice is not
 * trusted, since a payer who can write a line into a purpose could say them again.
 * `undefined` for more parts than are taken, or more lines than those can have.
 */
export function readExchange(text: string, rowsMax: number): StatedStatement | undefined {
  const sections = sectionsOf(text, rowsMax);
  if (!sections) return undefined;
  const accounts = sections
    .filter(({ kind }) => kind !== 'document')
    .map(accountOf)
    .filter(({ account }) => account !== '');
  const documents = sections.filter(({ kind }) => kind === 'document');
  const ours = new Set(accounts.map(({ account }) => foldAccount(account)));
  const only = ours.size === 1 ? (accounts[0]?.account ?? '') : '';
  const saysBooked = documents.some(({ fields }) => bookingDay(fields, undefined) !== '');
  const rows: StatedRow[] = [];
  const problems: StatedStatement['problems'] = [];
  for (const { row, fields, isClosed, isTwice } of documents) {
    const direction = directionOf(fields, ours);
    const stated = { ...rowOf(row, fields, direction), account: only };
    if (stated.day === '' && !saysBooked) stated.day = firstOf(fields, ['датадокумента', 'дата']);
    if (!isClosed) problems.push({ row, problem: 'cut-off' });
    else if (isTwice) problems.push({ row, problem: 'field-twice' });
    else if (stated.day === '') problems.push({ row, problem: 'not-booked' });
    else rows.push(stated);
  }
  return { accounts, currency: '', rows, problems };
}

function sectionsOf(text: string, rowsMax: number): Section[] | undefined {
  const lines = text.split(/\r\n|\n|\r/, rowsMax * LINES_PER_DOCUMENT + 1);
  if (lines.length > rowsMax * LINES_PER_DOCUMENT) return undefined;
  const head = newSection('head', 1);
  const sections = [head];
  let current = head;
  let lastKey = '';
  for (const [at, line] of lines.entries()) {
    const mark = MARK.test(line) ? foldKey(line.slice(0, 80).trim()) : '';
    if (mark.startsWith('секциядокумент') || mark === 'секциярасчсчет') {
      current = newSection(mark === 'секциярасчсчет' ? 'account' : 'document', at + 1);
      sections.push(current);
      if (sections.length > rowsMax) return undefined;
      lastKey = '';
    } else if (mark === 'конецдокумента' || mark === 'конецрасчсчет') {
      current.isClosed = true;
      // What follows a part belongs to none, least of all to the next one.
      current = newSection('head', at + 1);
      lastKey = '';
    } else if (mark !== 'конецфайла') {
      lastKey = takeLine(current, line, lastKey);
    }
  }
  return sections;
}

const newSection = (kind: Section['kind'], row: number): Section => ({
  ...{ kind, row, fields: new Map<string, string>(), isTwice: false, isClosed: false },
});

const foldKey = (name: string) => name.toLowerCase().replaceAll('_', '').replaceAll('ё', 'е');

/** Keeps what a line says, and returns the key that a line without one goes on with. */
function takeLine(section: Section, line: string, lastKey: string): string {
  const [, name, value = ''] = KEY.exec(line) ?? SHORT_KEY.exec(line) ?? [];
  const key = name === undefined ? lastKey : foldKey(name);
  if (key === '') return '';
  const before = section.fields.get(key);
  if ((before?.length ?? 0) > VALUE_CHARS_MAX) return key;
  if (name === undefined || (before !== undefined && PURPOSE.test(key))) {
    section.fields.set(key, `${before ?? ''} ${name === undefined ? line : value}`);
    return key;
  }
  const said = value.trim();
  if (before === undefined || before === '') section.fields.set(key, said);
  else if (said !== '' && said !== before && ONCE.test(key)) section.isTwice = true;
  return key;
}

function accountOf({ fields }: Section): StatedAccount {
  const of = (...keys: string[]) => firstOf(fields, keys);
  return {
    account: of('расчсчет'),
    from: of('датаначала'),
    to: of('датаконца'),
    opening: of('начальныйостаток'),
    closing: of('конечныйостаток'),
    incoming: of('всегопоступило'),
    outgoing: of('всегосписано'),
  };
}

function rowOf(
  row: number,
  fields: Map<string, string>,
  direction: 'in' | 'out' | undefined,
): StatedRow {
  const of = (...keys: string[]) => firstOf(fields, keys);
  const [credit, debit] = [of(...CREDIT), of(...DEBIT)];
  return {
    row,
    documentNumber: of('номердокумента', 'номер'),
    day: bookingDay(fields, direction),
    amount: credit === '' && debit === '' ? of('сумма') : '',
    credit,
    debit,
    direction,
    currency: of('валюта', 'кодвалюты'),
    payer: partyOf(fields, 'плательщик'),
    payee: partyOf(fields, 'получатель'),
    account: '',
    purpose: purposeOf(fields),
    purposeCode: of('кодназначенияплатежа', 'кнп'),
  };
}

/** The day on which the bank booked it; the day of the document is only the day it was written. */
function bookingDay(fields: Map<string, string>, direction: 'in' | 'out' | undefined): string {
  const came = firstOf(fields, CAME);
  const went = firstOf(fields, WENT);
  const either = firstOf(fields, ['датаоперации', 'датапроводки', 'датавалютирования']);
  return direction === 'out' ? went || either || came : came || either || went;
}

/** Sums have their direction, or accounts have, or only one of the days is there. */
function directionOf(
  fields: Map<string, string>,
  ours: ReadonlySet<string>,
): 'in' | 'out' | undefined {
  const of = (keys: readonly string[]) => firstOf(fields, keys) !== '';
  if (of(CREDIT) !== of(DEBIT)) return of(CREDIT) ? 'in' : 'out';
  const isFromUs = ours.has(foldAccount(partyOf(fields, 'плательщик').account));
  const isToUs = ours.has(foldAccount(partyOf(fields, 'получатель').account));
  if (isFromUs !== isToUs) return isToUs ? 'in' : 'out';
  if (isFromUs || of(CAME) === of(WENT)) return undefined;
  return of(CAME) ? 'in' : 'out';
}

function partyOf(fields: Map<string, string>, side: string): StatedParty {
  const of = (...keys: string[]) =>
    firstOf(
      fields,
      keys.map((key) => `${side}${key}`),
    );
  return {
    name: of('наименование', '1', ''),
    bin: of('биниин', 'иинбин', 'бин', 'иин', 'инн'),
    account: of('иик', 'счет', 'расчсчет', 'iban', 'ик'),
  };
}

/** The purpose, or its parts where it stands only in parts. */
function purposeOf(fields: Map<string, string>): string {
  const whole = (fields.get('назначениеплатежа') ?? '').trim();
  if (whole !== '') return whole;
  return [1, 2, 3, 4, 5, 6].map((n) => fields.get(`назначениеплатежа${n}`) ?? '').join(' ');
}

/** The first of the keys that something is said under. */
function firstOf(fields: Map<string, string>, keys: readonly string[]): string {
  for (const key of keys) {
    const value = fields.get(key);
    if (value !== undefined && value !== '') return value;
  }
  return '';
}
