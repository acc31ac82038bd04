import { insertAnswer } from '../loyalty/answer.queries.ts';
import { openCases } from '../loyalty/open-case.ts';
import {
  confirmCase,
  noteContact,
  promiseResolution,
  resolveCase,
} from '../loyalty/work-on-case.ts';
import { addDays, tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import {
  findCaseOf,
  findCustomer,
  findHead,
  insertAsked,
  listReceived,
  type Received,
} from './demo-prompts.queries.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SETTLED_MS = 120_000;
const ASKED_MOST = 36;
const STEPS = 5;
/** The purchaser's own case, which comes first, waits for his word. */
const DONE = 3;

/** What people say, over and over; the wait at the scale is what this trader has to mend. */
const scores = [5, 2, 4, 5, 4, 4, 3, 5, 4, 4, 5, 1, 4, 5, 3, 4, 2, 5] as const;
const reasons = {
  ru: 'Больше часа ждали у весов, погрузчик был занят.',
  kk: 'Таразы жанында бір сағаттан астам күттік, тиегіш бос емес еді.',
  en: 'We waited at the scale for more than an hour, the loader was busy.',
} as const;

/**
 * What people of the demo said about getting their goods, and how far we have come
 * with those who were let down: by the very operations of the trade. The newest one is
 * not answered yet, so that whoever looks around can.
 */
export async function seedDemoPrompts(db: Db, at: Date): Promise<void> {
  const head = await findHead(db);
  if (!head) return;
  const received = (await listReceived(db, at)).slice(0, ASKED_MOST);
  let low = 0;
  for (const [index, one] of received.entries()) {
    const id = newId(one.at.getTime());
    const decidedAt = new Date(Math.min(one.at.getTime() + 2 * HOUR_MS, at.getTime()));
    const isNewest = received.findIndex(({ personId }) => personId === one.personId) === index;
    const isOpen = isNewest && index % 4 === 0;
    const openUntil = new Date((isOpen ? at : decidedAt).getTime() + 7 * DAY_MS);
    await transact(db, (tx) =>
      insertAsked(tx, { ...one, id, decidedAt, openUntil, isSeen: !isOpen }),
    );
    if (isOpen) continue;
    const score = scores[index % scores.length] ?? 4;
    await answer(db, { ...one, id, score, answeredAt: decidedAt });
    if (score > 2) continue;
    await followUp(db, head, {
      ...one,
      id,
      steps: (low + DONE) % STEPS,
      answeredAt: decidedAt,
      at,
    });
    low += 1;
  }
}

type Asked = Received & { id: string; answeredAt: Date };

async function answer(db: Db, asked: Asked & { score: number }): Promise<void> {
  const { id: promptId, personId, companyId, language, score, answeredAt } = asked;
  const low = { item: 'WHY', number: null, code: null, words: reasons[language] };
  const given = [
    { item: 'OSAT', number: score, code: null, words: null },
    { item: 'EXP3', number: Math.sign(score - 3), code: null, words: null },
    ...(score <= 2 ? [low] : []),
  ];
  const how = { answeredIn: 'page', language, dictatedTo: null, onlyInTotals: false } as const;
  await transact(db, (tx) =>
    insertAnswer(tx, { promptId, personId, companyId, given, ...how, at: answeredAt }),
  );
}

/** So many steps of following up: none, in touch, promised, done, and closed by the customer. */
async function followUp(
  db: Db,
  head: Staff,
  asked: Asked & { steps: number; at: Date },
): Promise<void> {
  const { id: promptId, personId, companyId, language, steps, answeredAt, at } = asked;
  await openCases(db, new Date(answeredAt.getTime() + SETTLED_MS));
  const opened = await findCaseOf(db, promptId);
  if (!opened) return;
  const { id: caseId } = opened;
  const { talk, cause, promise, done } = told[language];
  const on = (version: number) => ({
    ...{ caseId, version },
    at: new Date(Math.min(answeredAt.getTime() + version * 5 * HOUR_MS, at.getTime())),
  });
  const promisedOn = addDays(tradingDay(at), 5);
  const said = { cause: 'speed', causeNote: cause, resolution: promise, promisedOn } as const;
  await transact(db, async (tx) => {
    if (steps > 0) await noteContact(tx, head, { ...on(1), note: talk });
    if (steps > 1) await promiseResolution(tx, head, { ...on(2), ...said });
    if (steps > 2) await resolveCase(tx, head, { ...on(3), outcome: done });
  });
  if (steps < 4) return;
  const customer = await findCustomer(db, { personId, companyId });
  const solved = { caseId, isSolved: true, note: '', at: on(4).at };
  await transact(db, (tx) => confirmCase(tx, customer, solved));
}

const told = {
  ru: {
    talk: 'Машина простояла у весов час десять, водитель опоздал на объект.',
    cause: 'Одни весы на два проезда, утром очередь.',
    promise: 'Вторая смена погрузчиков с 8 до 11 и запись на время загрузки.',
    done: 'Смена работает, время загрузки теперь выбирают при заказе.',
  },
  kk: {
    talk: 'Көлік таразы жанында бір сағат он минут тұрды, жүргізуші нысанға кешікті.',
    cause: 'Екі өткелге бір таразы, таңертең кезек болады.',
    promise: 'Сағат 8-ден 11-ге дейін екінші тиегіш ауысымы және тиеу уақытына жазылу.',
    done: 'Ауысым жұмыс істейді, тиеу уақыты енді тапсырыста таңдалады.',
  },
  en: {
    talk: 'The truck stood at the scale for seventy minutes, the driver was late on site.',
    cause: 'One scale for two lanes, a queue every morning.',
    promise: 'A second shift of loaders from 8 to 11, and a slot for loading.',
    done: 'The shift works, and the slot is chosen with the order.',
  },
} as const;
