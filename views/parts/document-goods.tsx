import type {
  DeliveryNote,
  Waybill,
  WeighTicketPaper,
} from '../../src/payments/goods-documents.ts';
import { useFigures, useLanguage, useWords } from '../language.tsx';
import { ScrollRegion } from './scroll-region.tsx';

/** What a paper of a vehicle says of it: plate, ticket, and on the note each heat with its weights. */
export const DocumentGoods = ({
  content,
}: {
  content: DeliveryNote | Waybill | WeighTicketPaper;
}) => {
  const { papers } = useWords();
  const { vehicle: words } = papers;
  const figures = useFigures();
  const { ticket, vehicle } = content;
  return (
    <>
      <dl class="facts">
        <dt>{words.plate}</dt>
        <dd>{[vehicle.plate, vehicle.driverName].filter(Boolean).join(', ') || '—'}</dd>
        {ticket && (
          <>
            <dt>{words.ticket}</dt>
            <dd class="code">{ticket.number}</dd>
            <dt>{words.gross}</dt>
            <dd class="amount">{figures.massKg(ticket.grossG)}</dd>
            <dt>{words.tare}</dt>
            <dd class="amount">{figures.massKg(ticket.tareG)}</dd>
            <dt>{words.net}</dt>
            <dd class="amount">
              <strong>{figures.massKg(ticket.netG)}</strong>
            </dd>
          </>
        )}
        {content.kind === 'waybill' && !ticket && (
          <>
            <dt>{words.mass}</dt>
            <dd class="amount">{figures.massKg(content.massG)}</dd>
          </>
        )}
      </dl>
      {content.kind === 'delivery-note' && <Heats note={content} />}
    </>
  );
};

const Heats = ({ note }: { note: DeliveryNote }) => {
  const { papers, shell } = useWords();
  const { vehicle: words } = papers;
  const figures = useFigures();
  const language = useLanguage();
  const rows = note.loads.flatMap((load) =>
    load.lots.map((lot, index) => ({ load, lot, isFirst: index === 0 })),
  );
  const nameOf = (position: number) =>
    note.lines.find((line) => line.position === position)?.name[language] ?? '';
  return (
    <ScrollRegion label={`${words.heat}: ${shell.tableScrolls}`} folds>
      <table>
        <thead>
          <tr>
            <th scope="col">{papers.name}</th>
            <th scope="col">{words.heat}</th>
            <th scope="col">{words.certificate}</th>
            <th scope="col" class="num">
              {words.pieces}
            </th>
            <th scope="col" class="num">
              {words.theoretical}
            </th>
            {note.ticket && (
              <th scope="col" class="num">
                {words.actual}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ load, lot, isFirst }) => (
            <tr>
              <th scope="row">
                {load.position}. {nameOf(load.position)}
              </th>
              <td data-label={words.heat}>
                <span class="code">{lot.heatNumber}</span>
              </td>
              <td data-label={words.certificate}>{lot.certificates.join(', ') || words.waived}</td>
              <td class="num" data-label={words.pieces}>
                {lot.pieces === null ? '—' : figures.bare.count(lot.pieces)}
              </td>
              <td class="num" data-label={words.theoretical}>
                {figures.bare.massExact(lot.theoreticalG)}
              </td>
              {note.ticket && (
                <td class="num" data-label={words.actual}>
                  {isFirst ? figures.bare.massExact(load.actualG ?? 0) : ''}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};
