import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { OfficeCustomerPage } from '../../../views/office/customer.tsx';
import { OfficeCustomersPage } from '../../../views/office/customers.tsx';
import { ImpactPanel, ImpactProblems } from '../../../views/office/terms-impact.tsx';
import { changeTerms } from '../../credit/change-terms.ts';
import type { AgreementVersion, Terms } from '../../customers/agreement.ts';
import { listAgreements } from '../../customers/agreement.queries.ts';
import { findCustomers } from '../../customers/customers.queries.ts';
import { findCustomerCard } from '../../history/customer-card.queries.ts';
import { listCustomerTerms } from '../../history/customer-terms.queries.ts';
import { standingOn, tradingDay } from '../../measures/calendar.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import { listPriceLists } from '../../pricing/price-list.queries.ts';
import { openCompanyList } from '../../pricing/revise-price-list.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, typedIn, wantsFragment } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { PageNumber, SearchText } from '../query-fields.ts';
import { placeOf } from './place.ts';
import { TermsFields, TermsSoFar, typedFrom } from './terms-fields.ts';
import { previewTerms } from './terms-preview.ts';

const PAGE = 50;
const FOUND_MAX = 50;
const OWN_LISTS_MAX = 50;

const Asked = z.object({
  text: SearchText,
  whose: z.enum(['mine', 'all']).optional().catch(undefined),
  page: PageNumber,
});
const Arrival = z.object({ saved: z.coerce.number().int().positive().optional().catch(undefined) });

/** Whom we sell to, and on what terms: for those who set them. */
export const officeCustomers = new Hono<StaffEnv>()
  .use(staff('set-terms'))

  .get('/', async (c) => {
    const { text, page, ...asked } = readQuery(c, Asked);
    const { db, actor, at } = c.var;
    // Whoever types a name wants that customer, whoever keeps him.
    const whose = text ? 'all' : (asked.whose ?? (actor.role === 'manager' ? 'mine' : 'all'));
    const found = text ? await findCustomers(db, text, FOUND_MAX) : undefined;
    const { customers, total } = await listCustomerTerms(db, {
      ids: found?.map(({ companyId }) => companyId),
      managerId: whose === 'mine' ? actor.personId : undefined,
      on: tradingDay(at),
      limit: PAGE,
      offset: (page - 1) * PAGE,
    });
    const shown = { customers, filter: { text, whose }, page, pages: Math.ceil(total / PAGE) };
    const place = placeOf(actor, 'customers');
    const { sections } = wordsFor(c.var.language).office;
    return answerPage(c, <OfficeCustomersPage place={place} {...shown} />, {
      title: sections.customers,
    });
  })

  .get('/:companyId', async (c) =>
    show(c, pathId('company', c.req.param('companyId')), { saved: readQuery(c, Arrival).saved }),
  )

  .post('/:companyId/terms', async (c) => {
    const companyId = pathId('company', c.req.param('companyId'));
    const form = await readForm(c, TermsFields);
    if (!form.ok) return show(c, companyId, form);
    const { db, actor, at } = c.var;
    const change = { companyId, ...form.data, at };
    if (change.from < tradingDay(at)) {
      return show(c, companyId, { values: typedIn(c), problems: { from: 'datePast' } });
    }
    const { version } = await transact(db, (tx) => changeTerms(tx, actor, change));
    return c.redirect(`/office/customers/${companyId}?saved=${version}`, 303);
  })

  .post('/:companyId/terms/preview', async (c) => {
    const companyId = pathId('company', c.req.param('companyId'));
    const form = await readForm(c, TermsSoFar);
    const isPart = wantsFragment(c);
    if (!form.ok) {
      if (!isPart) return show(c, companyId, form);
      return answerPart(c, <ImpactProblems problems={form.problems} />, { status: 422 });
    }
    if (!isPart) return show(c, companyId, { values: typedIn(c), terms: form.data.terms });
    const { db, actor, at } = c.var;
    const card = await findCustomerCard(db, { companyId, on: tradingDay(at) });
    if (!card) throw new NotFound('company', companyId);
    const { exposureMinor } = card;
    const versions = await listAgreements(db, companyId);
    const inForce = inForceOf(versions, tradingDay(at));
    const { terms } = form.data;
    const asked = { companyId, actor, versions, inForce, terms, exposureMinor, at };
    return answerPart(c, <ImpactPanel {...await previewTerms(db, asked)} />);
  })

  .post('/:companyId/price-lists', async (c) => {
    const companyId = pathId('company', c.req.param('companyId'));
    const { db, actor, at, language } = c.var;
    const card = await findCustomerCard(db, { companyId, on: tradingDay(at) });
    if (!card) throw new NotFound('company', companyId);
    const name = wordsFor(language).office.ownListName(card.name);
    const { listId } = await transact(db, (tx) =>
      openCompanyList(tx, actor, { companyId, name, at }),
    );
    return c.redirect(`/office/price-lists/${listId}/draft`, 303);
  });

type Typed = {
  saved?: number | undefined;
  values?: Record<string, string>;
  problems?: Record<string, string>;
  /** What is to be looked at before it is saved. */
  terms?: Terms;
};

/** The customer with his terms in the form, or with what was typed into it. */
async function show(c: Context<StaffEnv>, companyId: string, typed: Typed): Promise<Response> {
  const { db, actor, at } = c.var;
  const on = tradingDay(at);
  const card = await findCustomerCard(db, { companyId, on });
  if (!card) throw new NotFound('company', companyId);
  const versions = await listAgreements(db, companyId);
  const inForce = inForceOf(versions, on);
  const { values = typedFrom(inForce, on), problems = {}, saved, terms } = typed;
  const { exposureMinor } = card;
  const looked = terms && { companyId, actor, versions, inForce, terms, exposureMinor, at };
  const preview = looked && (await previewTerms(db, looked));
  const own = { companyId, on, limit: OWN_LISTS_MAX, offset: 0 };
  const lists = preview ? undefined : (await listPriceLists(db, own)).lists;
  const form = { companyId, seenVersion: versions[0]?.version ?? 0, values, problems, preview };
  const place = placeOf(actor, 'customers');
  return answerPage(
    c,
    <OfficeCustomerPage {...{ place, card, versions, lists, form, saved, on }} />,
    {
      title: card.name,
      status: typed.problems ? 422 : 200,
    },
  );
}

/** The version in force, else the newest that was agreed: what a change begins from. */
const inForceOf = (versions: readonly AgreementVersion[], on: string) =>
  versions.find((version) => standingOn(version, on) === 'in-force') ??
  versions.find(({ state }) => state === 'agreed');
