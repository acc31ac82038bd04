import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import type { CaseCause, ChangeStanding, Language } from '../platform/db/schema.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { lockReport, setEntry } from './change-report.queries.ts';

/**
 * Writes what became of a theme of a draft: what changed since when, or why it is not
 * done, in the languages that the office writes. Refused as changed where a colleague
 * wrote or published meanwhile.
 */
export async function writeChange(
  tx: Tx,
  by: Staff,
  written: {
    reportId: string;
    version: number;
    theme: CaseCause;
    standing: ChangeStanding;
    ownerId: string | null;
    changedOn: string | null;
    wordings: Partial<Record<Language, string>>;
  },
): Promise<void> {
  const { reportId, version, ...entry } = written;
  if (!may(by, 'tell-changes')) throw new Refusal({ code: 'not-permitted' });
  const report = await lockReport(tx, reportId);
  if (!report) throw new NotFound('changes', reportId);
  if (report.isPublished || report.version !== version) {
    throw new Refusal({ code: 'changed-meanwhile' });
  }
  if (!(await setEntry(tx, { reportId, ...entry }))) throw new NotFound('theme', entry.theme);
}
