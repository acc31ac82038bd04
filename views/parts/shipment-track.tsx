import type { RouteMap } from '../../src/delivery/route-map.ts';
import type { Shipment } from '../../src/delivery/shipment.queries.ts';
import type {
  ShipmentTimeline,
  Sighting,
  TimelineStep,
} from '../../src/delivery/timeline-of-shipment.ts';
import { useBranchName, useFigures, useWords } from '../language.tsx';
import { Icon } from './icon.tsx';
import { RouteMapDrawing } from './route-map.tsx';
import { ShipmentWeights } from './shipment-weights.tsx';
import { ShipmentStatus } from './shipment-stage.tsx';
import { useInterval } from './arrival.ts';
import { Notice } from './status.tsx';

/** A shipment as whoever waits for it follows it. */
export type TrackShown = {
  shipment: Shipment;
  timeline: ShipmentTimeline;
  city: string | null;
  /** Absent where the site is outside of the network, or the goods are fetched. */
  way: { map: RouteMap; roadKm: number } | undefined;
  branchPhone: string;
  at: Date;
};

/** Where a shipment stands: expected when, seen where, with which vehicle, how much. The same for buyer, site and driver. */
export const ShipmentTrack = (shown: TrackShown) => (
  <>
    <Steps {...shown} />
    <Vehicle {...shown} />
    <Way {...shown} />
    <ShipmentWeights shipment={shown.shipment} />
  </>
);

const isOpen = ({ now, isCancelled }: ShipmentTimeline) =>
  !isCancelled && now !== 'arrived' && now !== 'handed-over';

/** Where it is and when it comes: what everybody looks for first. */
export const TrackStanding = ({ shipment, timeline }: TrackShown) => {
  const { tracking } = useWords();
  const figures = useFigures();
  const interval = useInterval();
  const { promised, expected, delayReason, lastSeen } = timeline;
  const arrived = timeline.steps.find(({ step }) => step === 'arrived')?.happenedAt;
  return (
    <section class="standing">
      <p class="now">
        <ShipmentStatus stage={timeline.isCancelled ? 'cancelled' : timeline.now} />{' '}
        {arrived && figures.moment(arrived)}
      </p>
      {timeline.isCancelled && <Notice mood="err">{tracking.cancelled}</Notice>}
      {isOpen(timeline) && (
        <>
          <p class="due">
            {shipment.way === 'pick-up' ? (
              tracking.fetched
            ) : (
              <>
                {tracking.expected}
                <strong>{expected ? interval(expected) : tracking.notExpected}</strong>
              </>
            )}
          </p>
          {promised && (
            <Notice mood="warn">
              <b>{tracking.later}.</b> {tracking.promisedBefore(interval(promised))}{' '}
              {delayReason !== '' && tracking.reason(delayReason)}
            </Notice>
          )}
          {lastSeen && (
            <p class="meta">{tracking.lastSeen(lastSeen.place, figures.moment(lastSeen.at))}</p>
          )}
        </>
      )}
    </section>
  );
};

/** Steps and what was told between them, in the order in which it happened; what is to come stands last. */
const Steps = ({ timeline }: TrackShown) => (
  <ol class="timeline" data-t="timeline">
    {rowsOf(timeline).map((row) =>
      'step' in row ? <StepRow step={row} now={timeline.now} /> : <SightingRow sighting={row} />,
    )}
  </ol>
);

/** Sightings stand behind the last step that happened before them. */
function rowsOf({ steps, sightings }: ShipmentTimeline): readonly (TimelineStep | Sighting)[] {
  const placeOf = (sighting: Sighting) =>
    steps.findLastIndex(
      ({ happenedAt }) => happenedAt !== undefined && happenedAt <= sighting.happenedAt,
    );
  return [
    ...sightings.filter((sighting) => placeOf(sighting) < 0),
    ...steps.flatMap((step, index) => [
      step,
      ...sightings.filter((sighting) => placeOf(sighting) === index),
    ]),
  ];
}

const StepRow = ({ step: row, now }: { step: TimelineStep; now: string }) => {
  const { tracking } = useWords();
  const figures = useFigures();
  const interval = useInterval();
  const { step, state, happenedAt, planned } = row;
  return (
    <li class={state} aria-current={step === now ? 'step' : undefined}>
      <b>{tracking.steps[step]}</b>{' '}
      {happenedAt && <time datetime={happenedAt.toISOString()}>{figures.moment(happenedAt)}</time>}
      {!happenedAt && (
        <span class="meta">{state === 'passed' ? tracking.passed : tracking.ahead}</span>
      )}
      {planned && state !== 'passed' && (
        <small class="meta"> {tracking.plannedAt(interval(planned))}</small>
      )}
    </li>
  );
};

const SightingRow = ({ sighting }: { sighting: Sighting }) => {
  const { tracking } = useWords();
  const figures = useFigures();
  const interval = useInterval();
  const { kind, happenedAt, toldAt, place, note, source, arriveFrom, arriveUntil } = sighting;
  const due = arriveFrom && arriveUntil ? { from: arriveFrom, until: arriveUntil } : undefined;
  const seen = place === '' ? tracking.seenNowhere : tracking.seen(place);
  const isLate = toldAt.getTime() - happenedAt.getTime() > TOLD_LATE_MS;
  return (
    <li class={`seen ${kind}`}>
      <time datetime={happenedAt.toISOString()}>{figures.moment(happenedAt)}</time>{' '}
      {kind === 'delayed' && due ? tracking.delayedUntil(interval(due)) : seen}
      {note !== '' && <>. {kind === 'delayed' ? tracking.reason(note) : note}</>}
      <small class="meta">
        {' '}
        {tracking.sources[source]}
        {isLate && <>, {tracking.toldLater(figures.moment(toldAt))}</>}
      </small>
    </li>
  );
};

/** What is told so long after it happened says so. */
const TOLD_LATE_MS = 30 * 60_000;

const Vehicle = ({ shipment, city, branchPhone, way }: TrackShown) => {
  const { tracking, order } = useWords();
  const branchName = useBranchName();
  const { vehiclePlate, driverName, driverPhone, carrierName, siteName, siteAddress } = shipment;
  const [firstName = ''] = driverName.trim().split(/\s+/);
  const address = [city, siteAddress].filter(Boolean).join(', ');
  return (
    <section>
      <h2>{tracking.vehicle}</h2>
      <dl class="facts">
        <dt>{tracking.plate}</dt>
        <dd class="code">{vehiclePlate || tracking.plateUnknown}</dd>
        {firstName !== '' && (
          <>
            <dt>{tracking.driver}</dt>
            <dd>{firstName}</dd>
          </>
        )}
        {carrierName !== '' && (
          <>
            <dt>{tracking.carrier}</dt>
            <dd>{carrierName}</dd>
          </>
        )}
        <dt>{order.shipsFrom}</dt>
        <dd>{branchName(shipment.branchCode)}</dd>
        {siteName && (
          <>
            <dt>{tracking.site}</dt>
            <dd>
              {siteName}, {address}{' '}
              {way && (
                <a href={`https://2gis.kz/search/${encodeURIComponent(address)}`} rel="noreferrer">
                  {tracking.openMap}
                </a>
              )}
            </dd>
          </>
        )}
        {shipment.note !== '' && (
          <>
            <dt>{tracking.unloading}</dt>
            <dd>{shipment.note}</dd>
          </>
        )}
      </dl>
      <p class="actions">
        {driverPhone !== '' && (
          <a class="button" href={`tel:${dialled(driverPhone)}`}>
            <Icon name="phone" /> {firstName ? tracking.call(firstName) : tracking.callDriver}
          </a>
        )}
        <a class="button" href={`tel:${dialled(branchPhone)}`}>
          <Icon name="phone" /> {tracking.callYard}
        </a>
      </p>
    </section>
  );
};

const dialled = (phone: string) => phone.replaceAll(/[^+\d]/g, '');

const Way = ({ way, shipment }: TrackShown) => {
  const { tracking } = useWords();
  if (shipment.way === 'pick-up') return null;
  return (
    <section>
      <h2>{tracking.map}</h2>
      {way ? <RouteMapDrawing {...way} /> : <p class="meta">{tracking.noMap}</p>}
    </section>
  );
};
