import { Hono } from 'hono';
import { DeskFrame, type Desk } from '../../../views/desk/frame.tsx';
import { LeftOutSheet } from '../../../views/parts/left-out.tsx';
import type { StaffEnv } from '../env.ts';
import { agreeToLess, readLeft, waitForRest } from '../leaving-out.tsx';
import { answerPage } from '../page.tsx';

/** What becomes of what did not come for an order, as the customer says it at a desk. */
export function deskLeavingOut(desk: Desk): Hono<StaffEnv> {
  const { channel } = desk;
  const base = `${desk.base}/orders`;
  return new Hono<StaffEnv>()
    .get('/:orderId/left-out', async (c) => {
      const { shown, title } = await readLeft(c, base);
      const page = (
        <DeskFrame desk={desk}>
          <LeftOutSheet {...shown} />
        </DeskFrame>
      );
      return answerPage(c, page, { title });
    })
    .post('/:orderId/left-out', (c) => agreeToLess(c, base, channel))
    .post('/:orderId/waiting', (c) => waitForRest(c, base, channel));
}
