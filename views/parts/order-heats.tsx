import type { OrderHeat } from '../../src/certificates/bought-certificates.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { TextField } from './field.tsx';
import { Status } from './status.tsx';

export type HeatsShown = {
  heats: readonly OrderHeat[];
  /** Where certificates open for the reader: `/certificates`, or the office; undefined for who may not open them. */
  certificatesAt: string | undefined;
  /** Where the buyer's word is sent that he takes a lot without; undefined for who may not give it. */
  waiverBase: string | undefined;
  /** The lot whose form came back, what was typed and what is wrong with it. */
  refused: { lotId: string; typed: string; problem: string } | undefined;
};

/** At a line of an order: its heats, each with its certificate, or with what is done while there is none. */
export const LineHeats = (shown: HeatsShown & { orderLineId: string }) => {
  const { certificates: words } = useWords();
  const heats = shown.heats.filter(({ orderLineId }) => orderLineId === shown.orderLineId);
  if (heats.length === 0) return null;
  return (
    <ul class="plain-list" aria-label={words.ofOrder.title} data-t="heats">
      {heats.map((heat) => (
        <Heat {...shown} heat={heat} />
      ))}
    </ul>
  );
};

const Heat = ({ heat, ...shown }: HeatsShown & { heat: OrderHeat }) => {
  const { certificates: words } = useWords();
  const { certificateId, number, millName } = heat;
  const name = words.one(number ?? '');
  return (
    <li>
      <small>
        {words.heatOf(heat.heatNumber)}
        {millName !== null && `, ${millName}`}:{' '}
        {certificateId === null && <Missing {...shown} heat={heat} />}
        {certificateId !== null && shown.certificatesAt === undefined && name}
        {certificateId !== null && shown.certificatesAt !== undefined && (
          <a href={`${shown.certificatesAt}/${certificateId}`}>{name}</a>
        )}
      </small>
    </li>
  );
};

const Missing = (shown: HeatsShown & { heat: OrderHeat }) => {
  const { certificates } = useWords();
  const { ofOrder: words } = certificates;
  const figures = useFigures();
  const { heat, waiverBase, refused } = shown;
  if (heat.waivedAt !== null) {
    return <>{words.waived(heat.waivedByName ?? '', figures.moment(heat.waivedAt))}</>;
  }
  const isRefused = refused?.lotId === heat.lotId;
  return (
    <>
      <Status mood="warn">{words.missing}</Status>
      {waiverBase !== undefined && (
        <details open={isRefused}>
          <summary>{words.waive}</summary>
          <form
            class="form"
            method="post"
            action={`${waiverBase}/lots/${heat.lotId}/waiver`}
            hx-sync="this:drop"
          >
            <TextField
              name="waiverReason"
              prefix={`${heat.lotId}-`}
              label={words.waiverReason}
              value={isRefused ? refused.typed : ''}
              problem={isRefused ? refused.problem : undefined}
              rows={2}
              required
            />
            <button type="submit">{words.waive}</button>
          </form>
        </details>
      )}
    </>
  );
};
