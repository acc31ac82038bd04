import type { Kysely } from 'kysely';
import { importStatement, readStatementFile } from '../../src/payments/import-statement.ts';
import { keepOwnAccount } from '../../src/payments/keep-own-accounts.ts';
import { listOwnAccounts } from '../../src/payments/own-account.queries.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { ALTYN_IBAN, exchangeDocument, exchangeFile, OURS } from '../payments/statements.ts';
import { aClerk, at } from './world.ts';

let documents = 0;
const next = () => String((documents += 1));
const tenge = (minor: number) => (minor / 100).toFixed(2);

/** Money that came, as a document of a statement; each time with a number of its own. */
export const paidBy = (bin: string, amountMinor: number, purpose: string): string =>
  exchangeDocument({
    НомерДокумента: next(),
    СуммаПриход: tenge(amountMinor),
    ПлательщикБИН_ИИН: bin,
    НазначениеПлатежа: purpose,
  });

/** Money that went. */
export const sentTo = (bin: string, amountMinor: number, purpose: string): string =>
  exchangeDocument({
    ...{ НомерДокумента: next(), СуммаПриход: '', СуммаРасход: tenge(amountMinor) },
    ...{ ПлательщикБИН_ИИН: '940140000385', ПлательщикИИК: OURS },
    ...{ ПолучательБИН_ИИН: bin, ПолучательИИК: ALTYN_IBAN, НазначениеПлатежа: purpose },
  });

/** Our account. */
export async function anOwnAccount(db: Kysely<DB>): Promise<void> {
  const admin = await aClerk(db, 'admin');
  const bank = { bankName: 'АО «Kaspi Bank»', bik: 'CASPKZKA' };
  const account = { iban: OURS, ...bank };
  await transact(db, (tx) => keepOwnAccount(tx, admin, { account, at }));
}

/** Reads a file as the office does. */
export async function readStatement(db: Kysely<DB>, bytes: Buffer) {
  const accounts = await listOwnAccounts(db);
  const file = { bytes, name: 'kl_to_1c.txt' };
  return readStatementFile(file, { accounts, account: '', currency: 'KZT' });
}

/** Takes a statement in; gives it, and the ids of the lines that it brought. */
export async function aStatement(db: Kysely<DB>, clerk: Staff, file: string | Buffer) {
  const read = await readStatement(db, typeof file === 'string' ? Buffer.from(file) : file);
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  const { statementIds, isNew } = await transact(db, (tx) =>
    importStatement(tx, clerk, { ...read, at }),
  );
  const [statementId = ''] = statementIds;
  const lines = await db
    .selectFrom('bankLine')
    .where('statementId', '=', statementId)
    .orderBy('rowNumber')
    .select('id')
    .execute();
  return { statementId, isNew, lineIds: lines.map(({ id }) => id) };
}

/** One line that came in, waiting. */
export async function aBankLine(
  db: Kysely<DB>,
  clerk: Staff,
  of: { bin: string; amountMinor: number; purpose?: string },
) {
  const document = paidBy(of.bin, of.amountMinor, of.purpose ?? 'за металл');
  const { statementId, lineIds } = await aStatement(db, clerk, exchangeFile([document]));
  return { statementId, lineId: lineIds[0] ?? '' };
}
