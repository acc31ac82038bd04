import { z } from 'zod';
import { setAsideReasons } from '../../payments/bank-line.ts';
import { foldAccount, isIban } from '../../payments/iban.ts';
import type { ImportProblem } from '../../payments/import-statement.ts';
import type { Fields } from '../limits.ts';
import { MoreThanNothing } from '../trade-fields.ts';

const PASTED_MAX = 90_000;
const ORDERS_MAX = 500;

/** A statement as it is sent: a file, or its text. */
export const StatementSent = z.object({
  account: z.string().trim().max(40).default(''),
  pasted: z.string().max(PASTED_MAX).default(''),
});

/** Whose money a line is, and how it is shared out. `next` is the line that is looked at afterwards. */
export const LineBooked = z.object({
  companyId: z.uuid(),
  way: z.enum(['chosen', 'oldest-first', 'pro-rata', 'balance']),
  next: z.uuid().optional().catch(undefined),
});

/** Why a line is no customer's; what is other has to be said. */
export const LineSetAside = z
  .object({
    reason: z.enum(setAsideReasons),
    note: z.string().trim().max(300).default(''),
    next: z.uuid().optional().catch(undefined),
  })
  .refine(({ reason, note }) => reason !== 'other' || note !== '', {
    path: ['note'],
    message: 'reason',
  });

/** What each order gets of a line: fields `a.<order>` with tenge as they are typed, empty for nothing. Minor units. */
export function readShares(
  fields: Fields,
):
  | { ok: true; orders: { orderId: string; amountMinor: number }[] }
  | { ok: false; problems: Record<string, string> } {
  const orders: { orderId: string; amountMinor: number }[] = [];
  const problems: Record<string, string> = {};
  const typed = [...fields].filter(([name]) => name.startsWith('a.')).slice(0, ORDERS_MAX);
  for (const [name, [text = '', another]] of typed) {
    if (text.trim() === '' && another === undefined) continue;
    const orderId = z.uuid().safeParse(name.slice(2));
    const amount = MoreThanNothing.safeParse(text);
    if (orderId.success && amount.success && another === undefined) {
      orders.push({ orderId: orderId.data, amountMinor: amount.data });
    } else problems[name] = amount.error?.issues[0]?.message ?? 'invalid';
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, orders };
}

const Text = (max: number) => z.string().trim().min(1).max(max);

/** An account of ours as an administrator types it. */
export const AccountTyped = z.object({
  iban: z.string().max(60).transform(foldAccount).refine(isIban, 'iban'),
  bankName: Text(120),
  bik: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[0-9A-Z]{8}$/, 'bik'),
});

/** Why a statement was not taken in, as codes of `words.problems` at the fields of its form. */
export function fieldProblems(problem: ImportProblem): Record<string, string> {
  const { code } = problem;
  if (code === 'account-unnamed') return { account: 'statementUnnamed' };
  if (code === 'no-columns') return { file: 'statementNone' };
  if (code === 'no-lines') return { file: 'statementLines' };
  if (code === 'no-payments') return { file: `statementRow:${problem.row}` };
  if (code === 'account-unknown') return { file: `statementAccount:${problem.account}` };
  return { file: code };
}
