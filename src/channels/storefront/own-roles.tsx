import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { OwnRolesPage } from '../../../views/storefront/own-roles.tsx';
import { changeOwnRole, endOwnRole, makeOwnRole } from '../../people/keep-own-roles.ts';
import { isWhole, ownChoices, ownScopes } from '../../people/own-role.ts';
import { listOwnRoles, listRoleSites, type OwnRoleSaid } from '../../people/own-role.queries.ts';
import { recordEvent } from '../../events/record-event.ts';
import type { OwnRoleEvent } from '../../events/own-role-event.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { OwnScope } from '../../platform/db/schema.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { many, readForm, typedIn } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { TickField } from '../trade-fields.ts';

const Ticks = {
  name: z.string().trim().min(1).max(60),
  'fill-carts': TickField,
  'see-prices': TickField,
  'place-orders': TickField,
  'approve-orders': TickField,
  'name-goods': TickField,
  scope: z.enum(ownScopes, 'choose'),
  site: many(z.uuid()),
} satisfies Record<'name' | 'scope' | 'site' | (typeof ownChoices)[number], z.ZodType>;

type Ticked = Record<(typeof ownChoices)[number], boolean> & {
  name: string;
  scope: OwnScope;
  site: string[];
};
const roleOf = ({ name, scope, site, ...ticked }: Ticked) => ({
  ...{ name, scope, siteIds: site },
  capabilities: ownChoices.filter((choice) => ticked[choice]),
});
const isWholeRole = ({ capabilities }: ReturnType<typeof roleOf>) => isWhole(capabilities);
const notWhole = { path: ['capabilities'], message: 'rightsWhole' };

/** Who sees the orders of sites has some. */
const hasSites = ({ scope, siteIds }: ReturnType<typeof roleOf>) =>
  scope !== 'sites' || siteIds.length > 0;
const noSites = { path: ['site'], message: 'choose' };

const Role = z
  .object(Ticks)
  .transform(roleOf)
  .refine(isWholeRole, notWhole)
  .refine(hasSites, noSites);
const NewRole = z
  .object({ ...Ticks, key: z.uuid() })
  .transform(({ key: id, ...role }) => ({ id, ...roleOf(role) }))
  .refine(isWholeRole, notWhole)
  .refine(hasSites, noSites);

const PATH = '/company/roles';

/** The roles that a company makes for itself; its administrator keeps them. */
export const ownRoles = new Hono<BuyerEnv>()
  .use(buyer('manage-colleagues'))

  .get('/', (c) => show(c))

  .post('/', async (c) => {
    const form = await readForm(c, NewRole);
    if (!form.ok) return show(c, form);
    const { db, actor, at } = c.var;
    try {
      const { id: ownRoleId, ...said } = form.data;
      await transact(db, async (tx) => {
        const isNew = await makeOwnRole(tx, actor, { ...form.data, at });
        if (isNew) await remember(tx, c, { type: 'own-role.made', ownRoleId, ...facts(said) });
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(c, { values: typedIn(c), refused: error.reason });
    }
    return c.redirect(PATH, 303);
  })

  .post('/:ownRoleId', async (c) => {
    const id = pathId('own role', c.req.param('ownRoleId'));
    const form = await readForm(c, Role);
    if (!form.ok) return show(c, { wrongId: id, ...form });
    const { db, actor } = c.var;
    try {
      await transact(db, async (tx) => {
        const change = await changeOwnRole(tx, actor, { id, ...form.data });
        if (!change) return;
        const [was, is] = [facts(change.was), facts(change.is)];
        await remember(tx, c, { type: 'own-role.changed', ownRoleId: id, was, is });
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(c, { wrongId: id, values: typedIn(c), refused: error.reason });
    }
    return c.redirect(`${PATH}#role-${id}`, 303);
  })

  .post('/:ownRoleId/end', async (c) => {
    const id = pathId('own role', c.req.param('ownRoleId'));
    const { db, actor, at } = c.var;
    try {
      await transact(db, async (tx) => {
        const said = await endOwnRole(tx, actor, { id, at });
        await remember(tx, c, { type: 'own-role.ended', ownRoleId: id, ...facts(said) });
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(c, { values: {}, refused: error.reason });
    }
    return c.redirect(PATH, 303);
  });

/** A role as an event keeps it. */
const facts = ({ name, capabilities, scope, siteIds }: OwnRoleSaid) => ({
  ...{ name, scope, capabilities: [...capabilities], siteIds: [...siteIds] },
});

/** Remembers what an administrator did to a role of his company. */
async function remember(tx: Tx, c: Context<BuyerEnv>, event: OwnRoleEvent): Promise<void> {
  const { personId, companyId } = c.var.actor;
  const by = { personId, companyId, channel: 'web', at: c.var.at } as const;
  await recordEvent(tx, event, { ...by, subjectId: event.ownRoleId });
}

type Trouble = {
  /** Which role could not be changed; undefined for a new one. */
  wrongId?: string;
  values: Record<string, string>;
  problems?: Record<string, string>;
  refused?: RefusalReason;
};

async function show(c: Context<BuyerEnv>, trouble?: Trouble): Promise<Response> {
  const { db, actor, language } = c.var;
  const [roles, sites] = await Promise.all([
    listOwnRoles(db, actor.companyId),
    listRoleSites(db, actor.companyId),
  ]);
  const id = trouble?.wrongId;
  if (id && !roles.some((one) => one.id === id)) throw new NotFound('own role', id);
  const page = (
    <OwnRolesPage
      roles={roles}
      sites={sites}
      chosenSites={c.var.fields.get('site') ?? []}
      wrongId={id}
      formKey={newId()}
      values={trouble?.values ?? {}}
      problems={trouble?.problems ?? {}}
      refused={trouble?.refused}
    />
  );
  const { title } = wordsFor(language).ownRoles;
  return answerPage(c, page, { title, status: trouble ? statusOf(trouble) : 200 });
}

const statusOf = ({ refused }: Trouble) => (refused ? 409 : 422);
