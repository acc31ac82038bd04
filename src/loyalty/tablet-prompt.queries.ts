import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';
import { type ShownPrompt, shownColumns } from './shown-prompt.queries.ts';
import type { Tablet } from './tablet.queries.ts';

/** A question on a tablet, with whom it is for and in which language he reads. */
export type TabletPrompt = ShownPrompt & {
  personName: string;
  readerLanguage: Language;
  /** Of the order that it is about. */
  number: string;
  shownAt: Date;
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** What the clerk did for a customer within these minutes is what the tablet may ask about: he still stands there. */
const AT_DESK_MINUTES = 15;

/** For so long an unanswered question stays on a tablet that nobody touches. */
export const ON_TABLET_SECONDS = 60;

/**
 * What a tablet shows now: the newest question that the rules decided to ask about the
 * order that the clerk of the desk had in hand last, counted as shown by that: whoever
 * was served before has gone, and who ordered from afar is not here while his order is
 * confirmed or picked, only when he pays or fetches it;
 * else the one that it shows already, until its time on the screen is over. Nobody
 * chooses: who is asked follows from the order and the gates. Each question comes to one
 * tablet at most. One statement, which also notes by the minute that the tablet lives.
 */
export async function showOnTablet(
  tx: Tx,
  tablet: Tablet,
  at: Date,
): Promise<TabletPrompt | undefined> {
  const { id: tabletId, clerkId } = tablet;
  const before = (ms: number) => new Date(at.getTime() - ms);
  const found = await sql<TabletPrompt>`
    with alive as (
      update tablet set seen_at = ${at}
      where id = ${tabletId} and (seen_at is null or seen_at < ${before(MINUTE_MS)})
    ), fresh as (
      select prompt.id
      from (
        select placed.id, placed.company_id,
               placed.channel = 'counter' or event.type <> 'order.moved' or event.facts ->> 'to' = 'delivered' as is_here
        from event join sales_order as placed on placed.id = event.subject_id
        where event.person_id = ${clerkId}::uuid and event.channel = 'counter'
          and event.at > ${before(AT_DESK_MINUTES * MINUTE_MS)} and event.at <= ${at}
        order by event.at desc, event.id desc
        limit 1
      ) as in_hand
      join prompt on prompt.order_id = in_hand.id and prompt.company_id = in_hand.company_id
      where in_hand.is_here and prompt.state = 'offered' and prompt.open_until > ${at}
        and not exists (select from tablet_showing as shown where shown.prompt_id = prompt.id)
      order by prompt.decided_at desc, prompt.id
      limit 1
    ), seen as (
      update prompt set state = 'shown', shown_at = ${at}, shown_in = 'desk', language = person.language,
        open_until = greatest(prompt.open_until, ${new Date(at.getTime() + DAY_MS)})
      from fresh, person
      where prompt.id = fresh.id and prompt.state = 'offered' and person.id = prompt.person_id
      returning prompt.id
    ), kept as (
      insert into tablet_showing (prompt_id, tablet_id, shown_at)
      select id, ${tabletId}, ${at} from seen
    ), standing as (
      select prompt_id as id, shown_at from tablet_showing
      where tablet_id = ${tabletId} and shown_at > ${before(ON_TABLET_SECONDS * 1000)}
        and answered_at is null and put_back_at is null
      order by shown_at desc
      limit 1
    ), chosen as (
      select id, ${at}::timestamptz as shown_at from seen
      union all
      select id, shown_at from standing where not exists (select from seen)
    )
    select ${shownColumns}, person.name as person_name, person.language as reader_language, placed.number,
           chosen.shown_at
    from chosen
    join prompt on prompt.id = chosen.id and prompt.state in ('offered', 'shown')
    join person on person.id = prompt.person_id
    join sales_order as placed on placed.id = prompt.order_id`.execute(tx);
  return found.rows[0];
}

/** What became of it on this tablet: answered, or still to be answered. */
export type PromptOnTablet = TabletPrompt & { isAnsweredHere: boolean; isOpenHere: boolean };

/** A question that this tablet showed, whatever became of it; another's is none. */
export async function findOnTablet(
  db: Db,
  of: { tabletId: string; promptId: string },
): Promise<PromptOnTablet | undefined> {
  const found = await sql<PromptOnTablet>`
    select ${shownColumns}, person.name as person_name, person.language as reader_language, placed.number,
           showing.shown_at, showing.answered_at is not null as is_answered_here,
           prompt.state = 'shown' and showing.answered_at is null and showing.put_back_at is null as is_open_here
    from tablet_showing as showing
    join prompt on prompt.id = showing.prompt_id
    join person on person.id = prompt.person_id
    join sales_order as placed on placed.id = prompt.order_id
    where showing.tablet_id = ${of.tabletId} and showing.prompt_id = ${of.promptId}`.execute(db);
  return found.rows[0];
}

/** Notes that a tablet has the answer to what it showed, once; `false` where it has it, or its person answered elsewhere. */
export async function markAnsweredOnTablet(
  tx: Tx,
  of: { tabletId: string; promptId: string; at: Date },
): Promise<boolean> {
  const { tabletId, promptId, at } = of;
  const marked = await sql`
    with asked as (select id from prompt where id = ${promptId} and state = 'shown' for no key update)
    update tablet_showing set answered_at = ${at} from asked
    where prompt_id = asked.id and tablet_id = ${tabletId} and answered_at is null and put_back_at is null`.execute(
    tx,
  );
  return (marked.numAffectedRows ?? 0n) > 0n;
}

/**
 * Takes an unanswered question back from the tablet that shows it, since another person
 * stands there: it counts as never shown, waits for its own person on his page, and comes
 * to no tablet again. What was answered, ran out or hangs on another tablet stays.
 */
export async function takeFromTablet(
  tx: Tx,
  of: { tabletId: string; promptId: string; at: Date },
): Promise<void> {
  const { tabletId, promptId, at } = of;
  await sql`
    with unseen as (
      update prompt set state = 'offered', shown_at = null, shown_in = null, language = null
      where id = ${promptId} and state = 'shown' and shown_in = 'desk'
        and exists (select from tablet_showing where prompt_id = ${promptId} and tablet_id = ${tabletId}
                    and answered_at is null and put_back_at is null)
      returning id
    )
    update tablet_showing set put_back_at = ${at} from unseen where prompt_id = unseen.id`.execute(
    tx,
  );
}
