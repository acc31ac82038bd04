import { decideClaim } from '../claims/decide-claim.ts';
import { type ClaimOpened, openClaim } from '../claims/open-claim.ts';
import { settleClaim } from '../claims/settle-claim.ts';
import { acknowledgeClaim, inspectClaim, sayOfClaim } from '../claims/work-on-claim.ts';
import { listLinesToShip } from '../delivery/order-to-ship.queries.ts';
import { addDays, tradingDay } from '../measures/calendar.ts';
import type { Buyer, Staff } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { keepFile } from '../platform/keep-file.ts';
import { findNegotiators } from './demo-quotes.queries.ts';
import { momentOn } from './moments.ts';
import { samplePhoto } from './sample-photo.ts';
import type { ToComplainOf } from './seed-demo-shipments.ts';

const HOUR_MS = 3_600_000;
const MISSING_PIECES = 2;
const PRESSED_G = 640_000;

type Scene = { db: Db; buyer: Buyer; manager: Staff; at: Date };

/**
 * What the demo's company complains of, by the very operations of the trade: two
 * bars that were missing, made good by a credit note, and pressed coils that were
 * looked at yesterday and wait for a decision. Does nothing where the world lacks the people.
 */
export async function seedDemoClaims(db: Db, of: ToComplainOf, at: Date): Promise<void> {
  const people = await findNegotiators(db);
  if (!people) return;
  const scene = { db, ...people, at };
  await missingBars(scene, of.inTwoOrderId);
  await pressedCoils(scene, of.coilsOrderId);
}

const daysAgo = ({ at }: Scene, days: number, hour: number) =>
  momentOn(addDays(tradingDay(at), -days), hour);

async function open(
  { db, buyer }: Scene,
  asked: Pick<ClaimOpened, 'orderId' | 'kind' | 'wanted' | 'words' | 'at'> & {
    pieces: number | null;
    weightG: number | null;
    fileIds?: readonly string[];
  },
): Promise<string> {
  const { pieces, weightG, fileIds = [], ...said } = asked;
  const id = newId(said.at.getTime());
  const [line] = await listLinesToShip(db, said.orderId);
  const lines = [{ orderLineId: line?.id ?? '', lotId: null, pieces, weightG, amountMinor: null }];
  const web = { discoveredOn: null, lateReason: '', channel: 'web' } as const;
  await transact(db, (tx) => openClaim(tx, buyer, { ...said, ...web, id, lines, fileIds }));
  return id;
}

async function missingBars(scene: Scene, orderId: string): Promise<void> {
  const { db, manager } = scene;
  const claimId = await open(scene, {
    ...{ orderId, kind: 'short', wanted: 'credit', pieces: MISSING_PIECES, weightG: null },
    words:
      'В последней связке второй машины не хватает двух стержней, водитель записал при приёмке.',
    at: daysAgo(scene, 9, 11),
  });
  const taken = { claimId, version: 1, at: daysAgo(scene, 9, 12) };
  await transact(db, (tx) =>
    acknowledgeClaim(tx, manager, { ...taken, words: 'Проверяем отвес и бирки связок.' }),
  );
  const decided = { claimId, version: 2, at: daysAgo(scene, 8, 16) };
  const yes = { verdict: 'accepted', outcome: 'credit', lines: [], promisedOn: null } as const;
  const reasons = 'По биркам погрузили на два стержня меньше. Вычтем из счёта-фактуры.';
  await transact(db, (tx) => decideClaim(tx, manager, { ...decided, ...yes, reasons }));
  const settled = { claimId, version: 3, at: daysAgo(scene, 7, 10) };
  const words = 'Выписали дополнительный счёт-фактуру на два стержня.';
  const paper = { key: newId(settled.at.getTime()), words, followUpNumber: '', returns: [] };
  await transact(db, (tx) => settleClaim(tx, manager, { ...settled, ...paper }));
}

async function pressedCoils(scene: Scene, orderId: string): Promise<void> {
  const { db, buyer, manager } = scene;
  const opened = daysAgo(scene, 2, 10);
  const { personId } = buyer;
  const photo = { name: 'бухты.png', bytes: samplePhoto(), personId, at: opened };
  const kept = await transact(db, (tx) => keepFile(tx, photo));
  const claimId = await open(scene, {
    ...{ orderId, kind: 'damaged', wanted: 'replacement', pieces: null, weightG: PRESSED_G },
    ...{ fileIds: kept.ok ? [kept.file.id] : [], at: opened },
    words: 'Две бухты смяты с одного бока и ржавые, в размотку не идут.',
  });
  const taken = { claimId, version: 1, at: new Date(opened.getTime() + HOUR_MS) };
  const words = 'Приняли. Завтра приедем посмотреть бухты на площадке.';
  await transact(db, (tx) => acknowledgeClaim(tx, manager, { ...taken, words }));
  const looked = { claimId, version: 2, at: daysAgo(scene, 1, 15) };
  const found = 'Осмотрели на площадке: смяты две бухты, около 640 кг, след погрузочных вил.';
  await transact(db, (tx) => inspectClaim(tx, manager, { ...looked, words: found, fileIds: [] }));
  const asked = { key: newId(), claimId, fileIds: [], at: daysAgo(scene, 1, 17) };
  const said = 'Нужна замена до пятницы: на арматурном дворе запас на два дня.';
  await transact(db, (tx) => sayOfClaim(tx, buyer, { ...asked, words: said }));
}
