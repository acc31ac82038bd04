import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { type StaffDeed, StaffPage } from '../../../views/office/people.tsx';
import { countInvitation } from '../../people/attempts.ts';
import { inviteStaff } from '../../people/invitation.ts';
import { blockStaff, changePosition, resetSecondFactor } from '../../people/manage-staff.ts';
import { listStaff } from '../../people/staff.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { staff } from '../guards.ts';
import { postInvitation } from '../letters.ts';
import { answerPage } from '../page.tsx';
import { recordPersonEvent } from '../person-events.ts';
import { placeOf } from './place.ts';

const deeds = [
  'invited',
  'changed',
  'blocked',
  'factor-removed',
  'address-taken',
] as const satisfies readonly StaffDeed[];

const Arrival = z.object({ done: z.enum(deeds).optional().catch(undefined) });

const Position = z.object({
  role: z.enum(['counter', 'phone', 'manager', 'head_of_sales', 'admin'], 'choose'),
  branchCode: z
    .string()
    .regex(/^([A-Z]{3})?$/, 'choose')
    .transform((code) => code || null),
});
const Guest = Position.extend({
  email: z.string().trim().toLowerCase().min(1).max(254).pipe(z.email()),
  name: z.string().trim().min(1).max(200),
});

const done = (deed: StaffDeed) => `/office/people?done=${deed}`;

/** Our own people, for our administrators. */
export const people = new Hono<StaffEnv>()
  .use(staff('administer'))

  .get('/', async (c) => show(c, { deed: readQuery(c, Arrival).done }))

  .post('/', async (c) => {
    const form = await readForm(c, Guest);
    if (!form.ok) return show(c, form);
    const { db, actor, at, config, language } = c.var;
    await refuseUnknownBranch(c, form.data.branchCode);
    await countInvitation(db, actor.personId);
    const { name: companyName } = wordsFor(language).shell;
    const isInvited = await transact(db, async (tx) => {
      const invited = await inviteStaff(tx, actor, { ...form.data, language, at });
      if (!invited) return false;
      await postInvitation(tx, config, { ...invited, inviterName: actor.name, companyName });
      const { role } = form.data;
      const event = { personId: invited.personId, invitedBy: actor.personId, role };
      await recordPersonEvent(tx, { type: 'person.invited', ...event }, by(c));
      return true;
    });
    return c.redirect(done(isInvited ? 'invited' : 'address-taken'), 303);
  })

  .post('/:personId/position', async (c) => {
    const personId = idOf(c.req.param('personId'));
    const form = await readForm(c, Position);
    if (!form.ok) return show(c, { problems: form.problems });
    const position = { personId, ...form.data };
    await refuseUnknownBranch(c, position.branchCode);
    await transact(c.var.db, async (tx) => {
      await changePosition(tx, c.var.actor, position);
      await recordPersonEvent(tx, { type: 'person.position-changed', ...position }, by(c));
    });
    return c.redirect(done('changed'), 303);
  })

  .post('/:personId/block', async (c) => {
    const personId = idOf(c.req.param('personId'));
    const { db, actor, at } = c.var;
    await transact(db, async (tx) => {
      await blockStaff(tx, actor, { personId, at });
      await recordPersonEvent(tx, { type: 'person.blocked', personId }, by(c));
    });
    return c.redirect(done('blocked'), 303);
  })

  .post('/:personId/second-factor-removal', async (c) => {
    const personId = idOf(c.req.param('personId'));
    await transact(c.var.db, async (tx) => {
      await resetSecondFactor(tx, c.var.actor, personId);
      await recordPersonEvent(tx, { type: 'person.second-factor-removed', personId }, by(c));
    });
    return c.redirect(done('factor-removed'), 303);
  });

const by = (c: Context<StaffEnv>) => ({
  personId: c.var.actor.personId,
  companyId: null,
  at: c.var.at,
});

/** A branch that the page did not offer is nobody's mistake but a forger's. */
async function refuseUnknownBranch(c: Context<StaffEnv>, branchCode: string | null) {
  if (branchCode === null) return;
  const known = await c.var.readBranches();
  if (!known.some(({ code }) => code === branchCode)) throw new NotFound('branch', branchCode);
}

type Shown = {
  deed?: StaffDeed | undefined;
  values?: Record<string, string>;
  problems?: Record<string, string>;
};

async function show(c: Context<StaffEnv>, shown: Shown): Promise<Response> {
  const { db, actor, language } = c.var;
  const members = await listStaff(db);
  const { deed, values = {}, problems = {} } = shown;
  const page = (
    <StaffPage
      staff={members}
      readerId={actor.personId}
      place={placeOf(actor, 'people')}
      {...{ deed, values, problems }}
    />
  );
  const status = shown.problems ? 422 : 200;
  return answerPage(c, page, { title: wordsFor(language).people.staff.title, status });
}

/** A malformed id is not there, like any other that is not there. */
function idOf(text: string): string {
  const id = z.uuid().safeParse(text).data;
  if (!id) throw new NotFound('person', text);
  return id;
}
