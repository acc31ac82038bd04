import { insertPromptLink } from '../../../src/loyalty/prompt-link.queries.ts';
import { hashToken, newSessionToken } from '../../../src/people/session-token.ts';
import type { CaseState } from '../../../src/platform/db/schema.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { signedIn } from '../../support/app.ts';
import {
  anyId,
  anything,
  choice,
  exactly,
  exactlyAsTyped,
  optional,
  tick,
  words,
} from '../../support/every-form.ts';
import { aResolvedCase, aShownPrompt } from '../../support/prompting.ts';
import { aCartOf, place } from '../../support/sale.ts';
import { aTablet, aTabletToBind } from '../../support/tablets.ts';
import { aClerk, at } from '../../support/world.ts';
import { type Forms, type Side, clerks, cookies, db, rebar, them, us } from './cast.ts';

/** A question that the buyer of a side has before him. */
const aQuestionTo = ({ company, buyer, orderId }: Side): Promise<string> =>
  aShownPrompt(db, { personId: buyer.personId, companyId: company.id, orderId, moment: at });

/** A tablet that shows a question of ours, and one of theirs that another shows. */
async function aTabletAsking(): Promise<{ cookie: string; promptId: string; foreign: string }> {
  const showing = async (promptId: string) => {
    const { id, cookie } = await aTablet(db, await aClerk(db));
    await db.insertInto('tabletShowing').values({ promptId, tabletId: id, shownAt: at }).execute();
    return { cookie, promptId };
  };
  const foreign = (await showing(await aQuestionTo(them))).promptId;
  return { ...(await showing(await aQuestionTo(us))), foreign };
}

async function aLinkOfQuestion(): Promise<string> {
  const token = newSessionToken();
  const promptId = await aQuestionTo(us);
  const link = { tokenHash: hashToken(token), promptId, mayChange: false, madeAt: at };
  const expiresAt = new Date(at.getTime() + 86_400_000);
  await transact(db, (tx) => insertPromptLink(tx, { ...link, expiresAt }));
  return token;
}

/** An order that was called in by its contact, who has not been asked about it yet. */
async function anOrderToAskAbout(): Promise<string> {
  const { company, buyer, contactId } = us;
  const cart = await aCartOf(db, clerks.phone, company, [{ product: rebar, bars: 1 }], 'phone');
  await db.updateTable('cart').set({ contactId }).where('id', '=', cart.id).execute();
  const { orderId } = await place(db, clerks.phone, cart, { channel: 'phone' });
  const to = { personId: buyer.personId, companyId: company.id, orderId, moment: at };
  const promptId = await aShownPrompt(db, to);
  await db
    .updateTable('prompt')
    .set({ state: 'offered', shownAt: null, shownIn: null, language: null })
    .where('id', '=', promptId)
    .execute();
  return orderId;
}

/** Something that the buyer of a side said. */
async function anAnswerOf({ company, buyer, orderId }: Side): Promise<string> {
  const of = { personId: buyer.personId, companyId: company.id, orderId };
  const word = (kind: string) => `a ${kind}`;
  const { promptId } = await aResolvedCase(db, { ...of, ownerId: clerks.head.personId, word });
  return promptId;
}

/** A case of the buyer of a side, as far as it has come. */
export async function aCase({ company, buyer, orderId }: Side, state: CaseState): Promise<string> {
  const of = { personId: buyer.personId, companyId: company.id, orderId };
  const word = (kind: string) => `a ${kind}`;
  const ownerId = clerks.manager.personId;
  const { caseId } = await aResolvedCase(db, { ...of, ownerId, word });
  await db.updateTable('satisfactionCase').set({ state }).where('id', '=', caseId).execute();
  return caseId;
}

/** Questions that people answer, wherever they are asked. */
export const loyaltyForms: Forms = {
  'POST /prompts/:promptId/answer': async () => ({
    cookie: cookies.buyer,
    params: { promptId: exactly(await aQuestionTo(us), await aQuestionTo(them)) },
    fields: {
      OSAT: choice('4', ['1', '2', '3', '4', '5', 'na']),
      WHY: optional(words('A long wait', { max: 500 })),
      onlyInTotals: tick(),
    },
  }),
  'POST /prompts/:promptId/dismissal': async () => ({
    cookie: cookies.buyer,
    params: { promptId: exactly(await aQuestionTo(us), await aQuestionTo(them)) },
  }),
  'POST /prompts/by-link/:token/answer': async () => ({
    params: { token: exactly(await aLinkOfQuestion()) },
    fields: {
      OSAT: choice('4', ['1', '2', '3', '4', '5', 'na']),
      WHY: optional(words('A long wait', { max: 500 })),
      onlyInTotals: tick(),
    },
  }),
  'POST /pulse': async () => ({
    cookie: await signedIn(db, await aClerk(db), at),
    fields: { SUS2: choice('9', ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10']) },
  }),
  'POST /tablet/pairing': async () => ({
    fields: {
      token: anything(newSessionToken()),
      code: exactlyAsTyped((await aTabletToBind(db, await aClerk(db))).code),
    },
  }),
  'POST /tablet/questions/:promptId/answer': async () => {
    const asked = await aTabletAsking();
    return {
      ...{ cookie: asked.cookie, params: { promptId: exactly(asked.promptId, asked.foreign) } },
      fields: {
        OSAT: choice('4', ['1', '2', '3', '4', '5', 'na']),
        onlyInTotals: tick(),
        secondsAgo: anything('0'),
      },
    };
  },
  'POST /tablet/questions/:promptId/return': async () => {
    const asked = await aTabletAsking();
    return { cookie: asked.cookie, params: { promptId: exactly(asked.promptId, asked.foreign) } };
  },
  'POST /counter/tablets': async () => ({
    cookie: await signedIn(db, await aClerk(db), at),
    fields: { key: anyId(newId()), name: words('Hall', { min: 1, max: 40 }) },
  }),
  'POST /counter/tablets/:tabletId/clerk': async () => {
    const clerk = await aClerk(db);
    const { id } = await aTablet(db, await aClerk(db));
    return { cookie: await signedIn(db, clerk, at), params: { tabletId: exactly(id) } };
  },
  'POST /counter/tablets/:tabletId/end': async () => {
    const clerk = await aClerk(db);
    const { id } = await aTablet(db, clerk);
    return { cookie: await signedIn(db, clerk, at), params: { tabletId: exactly(id) } };
  },
  'POST /phone/orders/:orderId/dictated-answer': async () => ({
    cookie: cookies.phone,
    params: { orderId: exactly(await anOrderToAskAbout()) },
    fields: {
      OSAT: choice('4', ['1', '2', '3', '4', '5', 'na']),
      WHY: optional(words('A long wait', { max: 500 })),
      onlyInTotals: tick(),
    },
  }),
  'POST /company/answers/wish': async () => ({
    cookie: cookies.buyer,
    fields: { mayAsk: choice('no', ['yes', 'no']) },
  }),
  'POST /company/answers/:promptId/deletion': async () => ({
    cookie: cookies.buyer,
    params: { promptId: exactly(await anAnswerOf(us), await anAnswerOf(them)) },
  }),
  'POST /company/answers/cases/:caseId/confirmation': async () => ({
    cookie: cookies.buyer,
    params: { caseId: exactly(await aCase(us, 'resolved'), await aCase(them, 'resolved')) },
    fields: {
      isSolved: choice('no', ['no']),
      note: words('It still rusts', { min: 1, max: 1000 }),
    },
  }),
};
