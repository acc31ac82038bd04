import { Hono } from 'hono';
import { OutboxPage } from '../../../views/office/outbox.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { listNewestMail } from '../../platform/mail.queries.ts';
import { listNewestSms } from '../../platform/sms.queries.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { Env } from '../env.ts';
import { anyone } from '../guards.ts';
import { shopAddress } from '../letters.ts';
import { answerPage } from '../page.tsx';

/** The letters of the demo, for anybody who tries it. Outside of the demo it does not exist: letters hold links that let people in. */
export const outbox = new Hono<Env>().get('/', anyone(), async (c) => {
  const { db, config, language } = c.var;
  if (!config.demo) throw new NotFound('page', 'outbox');
  const [letters, messages] = await Promise.all([listNewestMail(db), listNewestSms(db)]);
  const page = (
    <OutboxPage letters={letters} messages={messages} shopAddress={shopAddress(config)} />
  );
  return answerPage(c, page, { title: wordsFor(language).people.outbox.title });
});
