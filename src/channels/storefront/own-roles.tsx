import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { OwnRolesPage } from '../../../views/storefront/own-roles.tsx';
import { endOwnRole, makeOwnRole } from '../../people/keep-own-roles.ts';
import { isWhole, ownChoices } from '../../people/own-role.ts';
import { listOwnRoles } from '../../people/own-role.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, typedIn } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { TickField } from '../trade-fields.ts';

const NewRole = z
  .object({
    key: z.uuid(),
    name: z.string().trim().min(1).max(60),
    'fill-carts': TickField,
    'see-prices': TickField,
    'place-orders': TickField,
    'approve-orders': TickField,
    'name-goods': TickField,
  } satisfies Record<'key' | 'name' | (typeof ownChoices)[number], z.ZodType>)
  .transform(({ key: id, name, ...ticked }) => ({
    id,
    name,
    capabilities: ownChoices.filter((choice) => ticked[choice]),
  }))
  .refine(({ capabilities }) => isWhole(capabilities), {
    path: ['capabilities'],
    message: 'rightsWhole',
  });

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
      await transact(db, (tx) => makeOwnRole(tx, actor, { ...form.data, at }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(c, { values: typedIn(c), refused: error.reason });
    }
    return c.redirect(PATH, 303);
  })

  .post('/:ownRoleId/end', async (c) => {
    const id = pathId('own role', c.req.param('ownRoleId'));
    const { db, actor, at } = c.var;
    try {
      await transact(db, (tx) => endOwnRole(tx, actor, { id, at }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(c, { values: {}, refused: error.reason });
    }
    return c.redirect(PATH, 303);
  });

type Trouble = {
  values: Record<string, string>;
  problems?: Record<string, string>;
  refused?: RefusalReason;
};

async function show(c: Context<BuyerEnv>, trouble?: Trouble): Promise<Response> {
  const { db, actor, language } = c.var;
  const page = (
    <OwnRolesPage
      roles={await listOwnRoles(db, actor.companyId)}
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
