import type { Purchase } from '../../src/history/history.queries.ts';
import { useFigures, useLanguage, useWords } from '../language.tsx';
import { StageStatus } from './status.tsx';

type Shown = {
  purchases: readonly Purchase[];
  seesPrices: boolean;
  /** The page of an order, by its id. */
  hrefOf: (orderId: string) => string;
  /** Whose purchases: shown where several companies stand together. */
  showsCompany?: boolean;
};

/** The purchase history as rows: the same for the buyer, the clerk and the manager, over every channel. */
export const PurchaseTable = (shown: Shown) => {
  const { columns, history } = useWords();
  return (
    <div class="table-scroll folds" role="region" aria-label={history.title} tabindex={0}>
      <table class="table" data-t="history">
        <thead>
          <tr>
            <th scope="col">{columns.number}</th>
            <th scope="col">{columns.date}</th>
            {shown.showsCompany && <th scope="col">{columns.company}</th>}
            <th scope="col">{columns.channel}</th>
            <th scope="col">{columns.placedBy}</th>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.stage}</th>
            <th scope="col" class="num">
              {columns.weightT}
            </th>
            {shown.seesPrices && (
              <th scope="col" class="num">
                {columns.gross}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.purchases.map((purchase) => (
            <PurchaseRow shown={shown} purchase={purchase} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const PurchaseRow = ({ shown, purchase }: { shown: Shown; purchase: Purchase }) => {
  const words = useWords();
  const figures = useFigures();
  const isOurs = purchase.source === 'counterweight';
  return (
    <tr>
      <th scope="row">
        <a href={shown.hrefOf(purchase.id)}>{purchase.number}</a>
        {purchase.purchaseNumber !== '' && <small class="meta"> {purchase.purchaseNumber}</small>}
        {purchase.costCentreCode !== null && (
          <small class="meta" title={words.costCentres.one}>
            {' '}
            {purchase.costCentreCode}
          </small>
        )}
      </th>
      <td class="when">{figures.moment(purchase.placedAt)}</td>
      {shown.showsCompany && <td class="whole">{purchase.companyName}</td>}
      <td class="aside">{isOurs ? words.channels[purchase.channel] : words.history.imported}</td>
      <td class="aside">{purchase.placedByName ?? words.shell.unknown}</td>
      <td class="whole">
        <FirstLine purchase={purchase} />
      </td>
      <td class="stage">
        <StageStatus stage={purchase.stage} />
      </td>
      <td class="num t">{figures.bare.t(purchase.weightG)}</td>
      {shown.seesPrices && <td class="num sum">{figures.bare.money(purchase.grossMinor)}</td>}
    </tr>
  );
};

const FirstLine = ({ purchase }: { purchase: Purchase }) => {
  const language = useLanguage();
  const { firstLineEn, firstLineRu, firstLineKk, lines } = purchase;
  const name = { en: firstLineEn, ru: firstLineRu, kk: firstLineKk }[language];
  return (
    <>
      {name}
      {lines > 1 && <small class="meta"> +{lines - 1}</small>}
    </>
  );
};
