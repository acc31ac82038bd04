import type { Insertable } from 'kysely';
import type { DB, StaffRole } from '../platform/db/schema.ts';
import { demoBranches } from './branches.ts';
import { mobileNumber, personName } from './person-names.ts';
import type { Random } from './random.ts';

export type DemoPerson = Insertable<DB['person']> & { id: string };

/** Who works where in the demo world. */
export type Staff = {
  people: readonly DemoPerson[];
  /** Clerks at the counter of a branch. */
  clerksOf: ReadonlyMap<string, readonly string[]>;
  /** Those who take calls, whatever the branch. */
  callers: readonly string[];
  managers: readonly string[];
  headOfSales: string;
};

const CLERKS_PER_BRANCH = 2;
const CALLERS = 3;
const MANAGERS = 5;
const HOME_BRANCH = 'ALA';

/**
 * Our own people: one of each role whose address is the role's name, and
 * colleagues beside them. All have the one password of the demo.
 */
export function makeStaff(random: Random, given: { passwordHash: string; createdAt: Date }): Staff {
  const make = (local: string, staffRole: StaffRole, branchCode: string | null): DemoPerson => ({
    id: random.id(given.createdAt),
    email: `${local}@counterweight.example`,
    name: personName(random),
    phone: mobileNumber(random),
    language: 'ru',
    passwordHash: given.passwordHash,
    staffRole,
    branchCode,
    createdAt: given.createdAt,
  });
  const numbered = (local: string, index: number) => (index === 0 ? local : `${local}${index + 1}`);

  const clerks = demoBranches.flatMap(({ code }) =>
    Array.from({ length: CLERKS_PER_BRANCH }, (_, index) => {
      const isFirst = code === HOME_BRANCH && index === 0;
      const local = isFirst ? 'counter' : numbered(`counter.${code.toLowerCase()}`, index);
      return make(local, 'counter', code);
    }),
  );
  const callers = Array.from({ length: CALLERS }, (_, index) =>
    make(numbered('phone', index), 'phone', HOME_BRANCH),
  );
  const managers = Array.from({ length: MANAGERS }, (_, index) =>
    make(numbered('manager', index), 'manager', HOME_BRANCH),
  );
  const head = make('head', 'head_of_sales', null);
  const admin = make('admin', 'admin', null);

  return {
    people: [...clerks, ...callers, ...managers, head, admin],
    clerksOf: groupByBranch(clerks),
    callers: callers.map((person) => person.id),
    managers: managers.map((person) => person.id),
    headOfSales: head.id,
  };
}

function groupByBranch(clerks: readonly DemoPerson[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { id, branchCode } of clerks) {
    if (branchCode) groups.set(branchCode, [...(groups.get(branchCode) ?? []), id]);
  }
  return groups;
}
