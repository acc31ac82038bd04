import type { NoticeWay } from '../../src/platform/db/schema.ts';
import { useFigures, useWords } from '../language.tsx';
import { Field } from './field.tsx';
import { ProblemList } from './problem-list.tsx';
import { Notice } from './status.tsx';

const WAYS = ['mail', 'sms', 'none'] as const;

/** How the reader is told of shipments; `back` is a number that was refused, as it was typed. */
export const ShipmentNotices = (shown: {
  base: string;
  way: NoticeWay;
  phone: string | null;
  back?: { typed: string; problem: string } | undefined;
}) => {
  const { tracking } = useWords();
  const { base, phone, back } = shown;
  const problems: Record<string, string> = back ? { phone: back.problem } : {};
  const way = back ? 'sms' : shown.way;
  return (
    <section id="notices">
      <h2>{tracking.notices}</h2>
      <ProblemList problems={problems} labels={{ phone: tracking.noticePhone }} prefix="notice-" />
      <form method="post" action={`${base}/notices`} hx-boost="false" class="stack">
        <fieldset>
          <legend>{tracking.noticesBy}</legend>
          {WAYS.map((one) => (
            <label class="check">
              <input type="radio" name="way" value={one} checked={one === way} />
              {tracking.noticeWays[one]}
            </label>
          ))}
        </fieldset>
        <Field
          label={tracking.noticePhone}
          name="phone"
          type="tel"
          size="medium"
          inputmode="tel"
          autocomplete="tel"
          maxlength={30}
          value={back?.typed ?? phone ?? ''}
          hint={tracking.noticePhoneHint}
          prefix="notice-"
          problem={problems['phone']}
        />
        <div class="actions">
          <button type="submit">{tracking.noticesKeep}</button>
        </div>
      </form>
    </section>
  );
};

/** The way to a shipment for somebody without an account: made, shown once, ended. */
export const ShipmentLinks = (shown: {
  /** The address of the shipment. */
  base: string;
  open: { count: number; until: Date | null };
  /** The address of the link that was just made. */
  made: string | undefined;
}) => {
  const { tracking } = useWords();
  const figures = useFigures();
  const { base, open, made } = shown;
  return (
    <section id="links">
      <h2>{tracking.links}</h2>
      <p class="meta">{tracking.linksHint}</p>
      {made && (
        <Notice mood="ok" role="status">
          {tracking.linkMade}
          <input
            class="size-full"
            type="url"
            value={made}
            readonly
            aria-label={tracking.links}
            data-t="shipment-link"
          />
        </Notice>
      )}
      {open.count > 0 && open.until && (
        <p>{tracking.openLinks(open.count, figures.moment(open.until))}</p>
      )}
      <div class="actions">
        <form method="post" action={`${base}/links`} hx-boost="false">
          <button type="submit">{tracking.makeLink}</button>
        </form>
        {open.count > 0 && (
          <form method="post" action={`${base}/links/end`} hx-boost="false">
            <button type="submit">{tracking.endLinks}</button>
          </form>
        )}
      </div>
    </section>
  );
};
