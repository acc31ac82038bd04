import { expect, test } from 'vitest';
import { askApprovers } from '../../src/ordering/ask-approvers.ts';
import { closeApproval } from '../../src/ordering/close-approval.ts';
import { approvalLetter, approvalOutcomeLetter } from '../../views/mail/approval-letter.ts';
import { aVisitor, letIn, openShop, type Visitor } from './shop.ts';

const shop = await openShop();

async function aPerson(who: 'purchaser' | 'companyAdmin', scripts: boolean): Promise<Visitor> {
  const visitor = await aVisitor(shop, { scripts });
  await letIn(shop, visitor, who);
  await visitor.context.addCookies([{ name: 'lang', value: 'en', url: shop.base }]);
  return visitor;
}

/** The event of a kind that was remembered last. */
const lastEvent = async (type: string): Promise<number> => {
  const found = shop.db.selectFrom('event').where('type', '=', type).orderBy('id', 'desc');
  return (await found.select('id').executeTakeFirstOrThrow()).id;
};

/** What the worker would do next: write to whoever is asked. Gives the link of the first letter. */
async function linkOfLetter(): Promise<string> {
  const eventId = await lastEvent('approval.asked');
  const now = new Date();
  const write = (...of: Parameters<typeof approvalLetter>) =>
    approvalLetter(of[0], of[1], shop.base);
  await askApprovers(shop.db, write, { eventId }, now);
  await askApprovers(shop.db, write, { eventId }, now);
  const letters = await shop.db
    .selectFrom('outgoingMail')
    .where('recipient', '=', 'approver@altyn.example')
    .orderBy('createdAt', 'desc')
    .select('body')
    .execute();
  const [link] = /http\S+approval-link\S+/.exec(letters[0]?.body ?? '') ?? [];
  if (!link) throw new Error('the letter has no link');
  return link;
}

test.each([{ scripts: true }, { scripts: false }])(
  'a rule is made, a buyer is told before he orders, an approver answers by mail, the order is placed; scripts: $scripts',
  async ({ scripts }) => {
    const admin = await aPerson('companyAdmin', scripts);
    await admin.page.goto('/company/approval-rules');
    await admin.page.getByLabel('Heavier than, t').fill(scripts ? '0' : '0.001');
    await admin.page.getByRole('button', { name: 'Add the rule' }).click();
    await admin.page
      .getByRole('heading', { name: `Any goods, heavier than ${scripts ? '0.000' : '0.001'} t` })
      .waitFor();

    const { page } = await aPerson('purchaser', scripts);
    await page.goto('/c/rebar-a500c');
    await page.locator('.goods [data-num]').first().fill('2');
    const added = page.waitForResponse((response) => response.url().endsWith('/cart/lines'));
    await page.click('[data-t=entry] [type=submit]');
    await added;
    await page.goto('/checkout');
    await page.getByText('Your company must agree first').waitFor();
    expect(await page.getByRole('button', { name: 'Place order' }).count()).toBe(0);
    await page.getByLabel('What should they know?').fill('for block B');
    await page.getByRole('button', { name: 'Ask for approval' }).click();
    await page.getByText('Waits for approval').waitFor();
    const question = new URL(page.url()).pathname;

    const approver = await aVisitor(shop, { scripts });
    const link = await linkOfLetter();
    for (let look = 0; look < 2; look += 1) await approver.page.goto(link);
    await page.reload();
    await page.getByText('Waits for approval').waitFor();
    await approver.page.getByText('for block B').waitFor();
    await approver.page.locator('.approval-answer .primary').click();
    await approver.page.locator('.approval-answer').waitFor({ state: 'detached' });

    const write = (...of: Parameters<typeof approvalOutcomeLetter>) =>
      approvalOutcomeLetter(of[0], of[1], shop.base);
    await closeApproval(
      shop.db,
      write,
      { eventId: await lastEvent('approval.closed') },
      new Date(),
    );
    await page.goto(question);
    await page.getByRole('link', { name: /^Order 26-/ }).click();
    await page.getByRole('heading', { name: /26-/ }).waitFor();
    await page.getByText('Sent for approval').waitFor();
    await page.getByText('Approved by the company').waitFor();
    expect(admin.complaints).toEqual([]);
  },
);
