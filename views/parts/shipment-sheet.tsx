import type { PropsWithChildren } from 'hono/jsx';
import type { LineToSettle } from '../../src/delivery/settle-line.ts';
import { shipmentNumber } from '../../src/delivery/shipment.ts';
import type { LoadedLot, Shipment, ShipmentLine } from '../../src/delivery/shipment.queries.ts';
import { type Billed, toleranceOf, toleranceStanding } from '../../src/delivery/tolerance.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { ScrollRegion } from './scroll-region.tsx';
import { ShipmentStatus } from './shipment-stage.tsx';
import { Notice, Status } from './status.tsx';
import { StorageCharged } from './storage.tsx';

/** Of each line of a shipment its order's line and what is billed of it, or would be if it left now. */
export type Settled = ReadonlyMap<string, { line: LineToSettle; billed: Billed | undefined }>;

export type ShipmentShown = {
  shipment: Shipment;
  settled: Settled;
  /** Whether the reader sees what it costs. */
  seesPrices: boolean;
  /** Where certificates are read. */
  certificatesAt: string;
};

/** What lies on a vehicle, for the company whose it is: lines against what was ordered, heats, tickets; below what is asked about it. */
export const ShipmentGoods = (shown: PropsWithChildren<ShipmentShown>) => (
  <section>
    <Lines {...shown} />
    <StorageOfShipment {...shown} />
    <Tickets shipment={shown.shipment} />
    {shown.children}
  </section>
);

/** What a shipment is and where it stands: vehicle, slot, lines against what was ordered, tickets, who took it. */
export const ShipmentSheet = (shown: ShipmentShown) => {
  const { delivery } = useWords();
  const { shipment } = shown;
  return (
    <>
      <h1>{delivery.title(shipmentNumber(shipment))}</h1>
      <p>
        <ShipmentStatus stage={shipment.stage} /> {delivery.ways[shipment.way]}
      </p>
      <HandedOver shipment={shipment} />
      <Facts shipment={shipment} />
      <Lines {...shown} />
      <StorageOfShipment {...shown} />
      <Tickets shipment={shipment} />
    </>
  );
};

const Facts = ({ shipment }: { shipment: Shipment }) => {
  const { delivery, checkout, columns } = useWords();
  const figures = useFigures();
  const { siteName, siteAddress, loadFrom, loadUntil, authorityUntil } = shipment;
  const facts: [string, string][] = [
    [columns.company, shipment.companyName],
    [delivery.slot, `${figures.moment(loadFrom)} – ${figures.time(loadUntil)}`],
    [checkout.site, siteName === null ? '' : `${siteName}, ${siteAddress ?? ''}`],
    [delivery.plate, shipment.vehiclePlate],
    [delivery.driver, [shipment.driverName, shipment.driverPhone].filter(Boolean).join(', ')],
    [delivery.carrier, shipment.carrierName],
    [delivery.authority, shipment.authorityNumber],
    [delivery.authorityUntil, authorityUntil === null ? '' : figures.date(authorityUntil)],
    [delivery.note, shipment.note],
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, said]) => said !== '')
        .map(([name, said]) => (
          <>
            <dt>{name}</dt>
            <dd>{said}</dd>
          </>
        ))}
    </dl>
  );
};

/** What the goods were charged for having lain ready too long. */
const StorageOfShipment = ({ shipment: { storage }, seesPrices }: ShipmentShown) =>
  storage && seesPrices ? <StorageCharged stored={storage} /> : null;

const Lines = (shown: ShipmentShown) => {
  const { delivery, columns } = useWords();
  const { shipment, seesPrices } = shown;
  const heads = [delivery.planned, delivery.loaded, delivery.weighed, delivery.billed];
  return (
    <ScrollRegion label={delivery.shipments} folds>
      <table class="table">
        <thead>
          <tr>
            <th scope="col" class="num">
              {columns.position}
            </th>
            <th scope="col">{columns.name}</th>
            {heads.map((head) => (
              <th scope="col" class="num">
                {head}
              </th>
            ))}
            {seesPrices && (
              <th scope="col" class="num">
                {delivery.sum}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shipment.lines.map((line) => (
            <Line {...shown} line={line} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const Line = (shown: ShipmentShown & { line: ShipmentLine }) => {
  const { line, settled, seesPrices, certificatesAt } = shown;
  const words = useWords();
  const { delivery } = words;
  const figures = useFigures();
  const of = settled.get(line.id);
  const billedG = line.billedG ?? of?.billed?.billedG;
  const kg = (weightG: number | null | undefined) =>
    weightG === null || weightG === undefined ? '–' : figures.massKg(weightG);
  return (
    <tr>
      <td class="num place">{line.position}</td>
      <th scope="row">
        {useNameOf()(line)} <small class="meta">{words.order.saleBases[line.saleBasis]}</small>
        <ul class="plain-list">
          {line.lots.map((lot) => (
            <Lot lot={lot} certificatesAt={certificatesAt} />
          ))}
        </ul>
      </th>
      <td class="num" data-label={delivery.planned}>
        {kg(line.plannedG)}
        {line.plannedPieces !== null && (
          <small class="meta"> {figures.pieces(line.plannedPieces)}</small>
        )}
      </td>
      <td class="num" data-label={delivery.loaded}>
        {kg(line.loadedG)}
        {line.loadedPieces !== null && (
          <small class="meta"> {figures.pieces(line.loadedPieces)}</small>
        )}
      </td>
      <td class="num" data-label={delivery.weighed}>
        {kg(line.weighedG)}
      </td>
      <td class="num" data-label={delivery.billed}>
        {kg(billedG)}
        {of && line.saleBasis === 'actual' && <Tolerance {...of} weighedG={line.weighedG} />}
      </td>
      {seesPrices && (
        <td class="num" data-label={delivery.sum}>
          {line.grossMinor === null ? '–' : figures.moneyExact(line.grossMinor)}
        </td>
      )}
    </tr>
  );
};

/** Where the weight of a line stands against its tolerance, in words and colour. */
const Tolerance = (shown: {
  line: LineToSettle;
  billed: Billed | undefined;
  weighedG: number | null;
}) => {
  const { delivery } = useWords();
  const figures = useFigures();
  const { line, billed, weighedG } = shown;
  if (weighedG === null || !billed) return <small class="meta"> {delivery.notWeighed}</small>;
  const limit = `±${figures.massKg(toleranceOf(line))}`;
  const carriedG = line.parts.reduce(
    (sum, part) => sum + (part.stage === 'cancelled' ? 0 : (part.billedG ?? part.weighedG ?? 0)),
    0,
  );
  const standing = toleranceStanding(line, carriedG);
  if (standing === 'within') return <Status mood="ok">{delivery.withinTolerance(limit)}</Status>;
  return (
    <Status mood="warn">
      {standing === 'below' ? delivery.belowTolerance(limit) : delivery.aboveTolerance(limit)}
    </Status>
  );
};

const Lot = ({ lot, certificatesAt }: { lot: LoadedLot; certificatesAt: string }) => {
  const { delivery } = useWords();
  const figures = useFigures();
  return (
    <li>
      <small>
        {delivery.lot} <span class="code">{lot.heatNumber}</span>, {figures.massKg(lot.weightG)}
        {lot.pieces !== null && `, ${figures.pieces(lot.pieces)}`}:{' '}
        {lot.certificates.map(({ id, number }) => (
          <a href={`${certificatesAt}/${id}`}>
            {delivery.certificate} {number}
          </a>
        ))}
        {lot.certificates.length === 0 &&
          (lot.isWaived ? delivery.waived : <Status mood="warn">{delivery.noCertificate}</Status>)}
      </small>
    </li>
  );
};

const Tickets = ({ shipment: { tickets } }: { shipment: Shipment }) => {
  const { delivery } = useWords();
  const figures = useFigures();
  if (tickets.length === 0) return null;
  const superseded = new Set(tickets.map(({ supersedesId }) => supersedesId));
  return (
    <section>
      <h2>{delivery.ticket}</h2>
      <ul class="plain-list">
        {tickets.map((ticket) => (
          <li>
            <span class="code">{ticket.number}</span>{' '}
            {delivery.ticketSays(
              figures.massKg(ticket.netG),
              figures.massKg(ticket.tareG),
              figures.massKg(ticket.grossG),
            )}{' '}
            <small class="meta">
              {figures.moment(ticket.weighedAt)}, {ticket.weighedByName}
              {ticket.confirmedByName !== null && `, ${ticket.confirmedByName}`}
              {ticket.reason !== '' && `, ${ticket.reason}`}
              {superseded.has(ticket.id) && `, ${delivery.superseded}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
};

const HandedOver = ({ shipment: { handOver } }: { shipment: Shipment }) => {
  const { delivery } = useWords();
  const figures = useFigures();
  if (!handOver) return null;
  const { takenByName, handedAt, authorityNumber, plate, discrepancy } = handOver;
  return (
    <Notice mood={discrepancy === '' ? 'ok' : 'warn'}>
      <p>
        {delivery.handedTo(takenByName, figures.moment(handedAt))}
        {[plate, authorityNumber].filter(Boolean).map((said) => `, ${said}`)}
      </p>
      {discrepancy !== '' && (
        <p>
          {delivery.discrepancy}: {discrepancy}
        </p>
      )}
    </Notice>
  );
};
