import type { OrderLine } from '../../src/ordering/order-lines.queries.ts';
import type { ServiceDerivation } from '../../src/pricing/service-derivation.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Codes } from './codes.tsx';
import { Derivation } from './derivation.tsx';
import { ComesFrom } from './line-supply.tsx';
import { type HeatsShown, LineHeats } from './order-heats.tsx';
import { OrderCut } from './order-cut.tsx';
import { OrderServiceRows } from './service-rows.tsx';

/** The lines of an order as they were frozen: the same table for buyer, clerk, manager and paper (R40). */
export const OrderLines = (shown: {
  lines: readonly OrderLine[];
  /** What is done for all of it: bringing it. */
  services: readonly ServiceDerivation[];
  seesPrices: boolean;
  heats?: HeatsShown | undefined;
}) => {
  const { columns, order } = useWords();
  return (
    <div class="table-scroll folds" role="region" aria-label={order.lines} tabindex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col" class="num">
              {columns.position}
            </th>
            <th scope="col">{columns.name}</th>
            <th scope="col" class="num">
              {columns.quantity}
            </th>
            <th scope="col" class="num">
              {columns.weightKg}
            </th>
            {shown.seesPrices && (
              <>
                <th scope="col" class="num">
                  {columns.pricePerTonne}
                </th>
                <th scope="col" class="num">
                  {columns.net}
                </th>
                <th scope="col" class="num">
                  {columns.vat}
                </th>
                <th scope="col" class="num">
                  {columns.gross}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.lines.map((line) => (
            <>
              <Row line={line} seesPrices={shown.seesPrices} heats={shown.heats} />
              {shown.seesPrices && <OrderServiceRows services={line.services} />}
            </>
          ))}
          {shown.seesPrices && <OrderServiceRows services={shown.services} />}
        </tbody>
      </table>
    </div>
  );
};

const Row = (shown: { line: OrderLine; seesPrices: boolean; heats: HeatsShown | undefined }) => {
  const { line, seesPrices, heats } = shown;
  const words = useWords();
  const figures = useFigures();
  const name = useNameOf()(line);
  return (
    <tr>
      <td class="num place">{line.position}</td>
      <th scope="row">
        <a href={`/p/${line.sku}`}>{name}</a> <Codes {...line} />
        <small class="meta"> {words.order.saleBases[line.saleBasis]}</small>
        {line.cutting && <OrderCut cutting={line.cutting} />}
        <ComesFrom coming={line.coming} />
        {heats && <LineHeats {...heats} orderLineId={line.id} />}
      </th>
      <td class="num order">
        {figures.quantity({ amountMilli: line.quantityMilli, unit: line.unit })}
        {line.pieces !== null && line.unit !== 'pcs' && (
          <small> = {figures.pieces(line.pieces)}</small>
        )}
        {line.pieces !== null && line.lengthMm !== null && (
          <small class="meta"> × {figures.lengthM(line.lengthMm)}</small>
        )}
      </td>
      <td class="num kg">{figures.bare.kg(line.weightG)}</td>
      {seesPrices && <Amounts line={line} />}
    </tr>
  );
};

const Amounts = ({ line }: { line: OrderLine }) => {
  const words = useWords();
  const figures = useFigures();
  const { derivation } = line;
  return (
    <>
      <td class="num because">
        <span class="per-t">{figures.bare.perTonne(line.pricePerTonneMinor)}</span>
        <details class="why" data-t="derivation">
          <summary>{words.sale.whyThisPrice}</summary>
          {derivation ? <Derivation derivation={derivation} /> : <p>{words.sale.noDerivation}</p>}
        </details>
      </td>
      <td class="num apart">{figures.bare.money(line.netMinor)}</td>
      <td class="num apart">{figures.bare.money(line.vatMinor)}</td>
      <td class="num sum">{figures.bare.money(line.grossMinor)}</td>
    </>
  );
};
