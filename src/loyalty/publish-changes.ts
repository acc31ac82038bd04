import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { isTold, publicationProblems } from './change-report.ts';
import {
  countVoices,
  findReport,
  listSources,
  lockReport,
  setPublished,
} from './change-report.queries.ts';

/** More cases than a quarter has. */
const SOURCES_MAX = 5000;

/**
 * Publishes a quarter to all customers, for good: corrections are a further version. The
 * voices are counted once more. Gives what keeps it from being published, by theme and
 * field: a theme nobody decided (also one that came while it was written), one without
 * words, and words that name or quote somebody. Refused as `changes-empty` where nothing
 * would be told, as changed where a colleague wrote meanwhile. A second press finds it done.
 */
export async function publishChanges(
  tx: Tx,
  by: Staff,
  of: { reportId: string; version: number; at: Date },
): Promise<Record<string, string>> {
  const { reportId, version, at } = of;
  if (!may(by, 'tell-changes')) throw new Refusal({ code: 'not-permitted' });
  const report = await lockReport(tx, reportId);
  if (!report) throw new NotFound('changes', reportId);
  if (report.version !== version) throw new Refusal({ code: 'changed-meanwhile' });
  if (report.isPublished) return {};
  const { quarter, number } = report;
  await countVoices(tx, { id: reportId, quarter });
  const entries = (await findReport(tx, reportId))?.entries ?? [];
  const sources = await listSources(tx, { quarter, limit: SOURCES_MAX });
  const problems = publicationProblems(entries, {
    companies: sources.map(({ companyName }) => companyName),
    people: sources.map(({ personName }) => personName),
    sayings: sources.flatMap(({ said }) => said ?? []),
  });
  if (Object.keys(problems).length > 0) return problems;
  if (!entries.some(isTold)) throw new Refusal({ code: 'changes-empty' });
  const { personId } = by;
  await setPublished(tx, { reportId, by: personId, at });
  const happened = { companyId: null, personId, channel: null, subjectId: reportId, at };
  await recordEvent(tx, { type: 'changes.published', reportId, quarter, number }, happened);
  return {};
}
