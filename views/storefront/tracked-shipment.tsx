import type { PropsWithChildren } from 'hono/jsx';
import { shipmentNumber } from '../../src/delivery/shipment.ts';
import { useFigures, useWords } from '../language.tsx';
import { useInterval } from '../parts/arrival.ts';
import { type DeedsShown, ShipmentDeeds } from '../parts/shipment-deeds.tsx';
import { ShipmentTrack, TrackStanding, type TrackShown } from '../parts/shipment-track.tsx';

/** A shipment as it is followed, with what may be done at the site. */
export type FollowedShown = TrackShown & DeedsShown & { eventNumber: number };

/**
 * A shipment that is followed: complete as it comes, and changing by itself while it is
 * open, by the stream at `${base}/stream`, which begins behind the event that is shown.
 */
export const TrackedShipment = (shown: PropsWithChildren<FollowedShown>) => {
  const { shipment, base, eventNumber } = shown;
  const { tracking } = useWords();
  return (
    <>
      <h1>{tracking.title(shipmentNumber(shipment))}</h1>
      <p class="meta">{tracking.of(shipment.companyName)}</p>
      <div
        id="followed"
        class="followed"
        hx-sse:connect={`${base}/stream?after=${eventNumber}`}
        hx-target="this"
        hx-swap="innerMorph"
      >
        <FollowedPart {...shown} />
      </div>
      {shown.children}
    </>
  );
};

/** What of the page changes by itself. */
const FollowedPart = (shown: FollowedShown) => {
  const { tracking } = useWords();
  const figures = useFigures();
  return (
    <>
      <TrackStanding {...shown} />
      <ShipmentDeeds {...shown} />
      <ShipmentTrack {...shown} />
      <p class="meta">
        {tracking.asOf(figures.moment(shown.at))} <a href={shown.base}>{tracking.refresh}</a>
      </p>
    </>
  );
};

/** The same, with a sentence for those who do not see what changed. */
export const FollowedNews = (shown: FollowedShown) => {
  const { tracking } = useWords();
  const figures = useFigures();
  const interval = useInterval();
  const { timeline } = shown;
  const { expected, lastSeen } = timeline;
  const due = expected && interval(expected);
  const words = [
    tracking.steps[timeline.now],
    lastSeen && tracking.lastSeen(lastSeen.place, figures.moment(lastSeen.at)),
    due && `${tracking.expected}: ${due}`,
  ];
  return (
    <>
      <div id="live" hx-swap-oob="innerHTML">
        {words.filter(Boolean).join('. ')}
      </div>
      <FollowedPart {...shown} />
    </>
  );
};
