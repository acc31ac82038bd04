import { useFigures, useWords } from '../language.tsx';
import { Notice } from './status.tsx';

/** Whether the reader is told of shipments by mail, and the other choice. */
export const ShipmentNotices = ({ base, isTold }: { base: string; isTold: boolean }) => {
  const { tracking } = useWords();
  return (
    <section id="notices">
      <h2>{tracking.notices}</h2>
      <p>{isTold ? tracking.noticesOn : tracking.noticesOff}</p>
      <form method="post" action={`${base}/notices`} hx-boost="false">
        <input type="hidden" name="way" value={isTold ? 'none' : 'mail'} />
        <button type="submit">{isTold ? tracking.noticesStop : tracking.noticesStart}</button>
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
