import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { insertRows } from './bulk.queries.ts';
import {
  type AskedCompany,
  insertRelationshipDue,
  listAskedCompanies,
  listHandedOver,
  listRequested,
  markCertificatesDue,
} from './demo-answers.queries.ts';
import { type Due, makeAnswers } from './make-answers.ts';
import { makePulse } from './make-pulse.ts';
import { liftLimits } from './demo.queries.ts';
import { type Random, randomFrom } from './random.ts';

const DAY_MS = 86_400_000;
const HALF_YEAR_DAYS = 183;
const HALVES = 3;

/**
 * What people of the demo said in eighteen months, and our own people in the last
 * quarter: written in bulk, as it would stand there. The same seed and moment give the
 * same answers.
 */
export async function seedDemoAnswers(db: Db, plan: { seed: number; at: Date }): Promise<void> {
  const { at } = plan;
  const random = randomFrom(plan.seed).fork('answers');
  await transact(db, async (tx) => {
    await liftLimits(tx);
    await markCertificatesDue(tx);
    const companies = await listAskedCompanies(tx);
    const requested = await listRequested(tx, at);
    const handed = await listHandedOver(tx, at);
    const due = dueOf(random.fork('due'), companies, at);
    const eventIds = await insertRelationshipDue(
      tx,
      due.map(({ company, member, at: moment }) => ({
        ...{ companyId: company.companyId, personId: member.personId, at: moment },
      })),
    );
    const made = makeAnswers(random.fork('said'), {
      ...{ companies, handed, requested, at },
      due: due.map((one, place) => ({ ...one, eventId: eventIds[place] ?? 0 })),
    });
    await insertRows(tx, 'prompt', made.prompts);
    await insertRows(tx, 'promptAnswer', made.answers);
    await insertRows(tx, 'promptAnswerItem', made.items);
    await insertRows(tx, 'satisfactionCase', made.cases);
    await insertRows(tx, 'staffPulseAnswer', makePulse(random.fork('pulse'), at));
  });
}

/** Everybody once in half a year, spread over its days; nobody before he was with us for a month. */
function dueOf(random: Random, companies: readonly AskedCompany[], at: Date): Due[] {
  return companies.flatMap((company) =>
    company.members.flatMap((member) => {
      const offset = random.whole(3, HALF_YEAR_DAYS - 1);
      return Array.from({ length: HALVES }, (_, half): Due => ({
        ...{ company, member },
        at: new Date(at.getTime() - (offset + half * HALF_YEAR_DAYS) * DAY_MS),
      })).filter((due) => due.at.getTime() > Date.parse(company.createdAt) + 30 * DAY_MS);
    }),
  );
}
