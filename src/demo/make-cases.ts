import type { Insertable } from 'kysely';
import type { DB } from '../platform/db/schema.ts';
import type { AskedCompany } from './demo-answers.queries.ts';
import type { Random } from './random.ts';

const HOUR_MS = 3_600_000;
const causes = ['speed', 'delivery', 'quality', 'documents', 'people'] as const;

/** The case of a low answer: mostly taken up in time, and closed once there was time for it. */
export function caseOf(
  random: Random,
  told: { promptId: string; company: AskedCompany; personId: string; answeredAt: Date; at: Date },
): Insertable<DB['satisfactionCase']> {
  const { promptId, company, personId, answeredAt, at } = told;
  const after = (hours: number) =>
    new Date(Math.min(answeredAt.getTime() + hours * HOUR_MS, at.getTime()));
  const contacted = random.chance(0.85) ? random.whole(2, 20) : random.whole(30, 60);
  const solved = contacted + random.whole(12, 160);
  const isClosed = after(solved + 24) < at;
  const words = random.pick(['Позвонили, разобрались.', 'Связались, уточнили, что случилось.']);
  return {
    ...{
      id: random.id(answeredAt),
      promptId,
      companyId: company.companyId,
      personId,
      item: 'OSAT',
    },
    ...{
      state: isClosed ? 'closed' : 'contacted',
      version: isClosed ? 5 : 2,
      ownerId: company.managerId,
    },
    ...{
      openedAt: answeredAt,
      contactDueAt: after(24),
      contactedAt: after(contacted),
      contactNote: words,
    },
    ...{ cause: isClosed ? random.pick(causes) : null, causeNote: '' },
    ...{ resolution: isClosed ? 'Исправляем и возвращаемся с ответом.' : '' },
    promisedOn: isClosed ? after(solved).toISOString().slice(0, 10) : null,
    ...{ resolvedAt: isClosed ? after(solved) : null, outcome: isClosed ? 'Исправлено.' : '' },
    closedAt: isClosed ? after(solved + 24) : null,
  };
}
