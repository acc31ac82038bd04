import type { QuoteVersion } from '../../src/ordering/quote.ts';
import {
  type QuoteDelivery as Delivery,
  freightPerTonne,
  totalOfVersion,
} from '../../src/ordering/quote-delivery.ts';
import { useFigures, useWords } from '../language.tsx';

type OwnVehicle = Extract<Delivery, { way: 'own-vehicle' }>;

/** What a version comes to, how its goods get to the buyer and what that costs; and what of that a part pays, before anything is accepted. */
export const QuoteDelivery = ({ version }: { version: QuoteVersion }) => {
  const { freight, quoteDelivery: words } = useWords();
  const figures = useFigures();
  const { delivery } = version;
  const { goodsMinor, grossMinor } = totalOfVersion(version);
  const isOneOfSeveral = version.offers.some(({ alternative }) => alternative > 1);
  return (
    <section class="totals" data-t="totals" aria-label={words.total}>
      <dl>
        {delivery?.way === 'own-vehicle' && <FreightRows {...{ delivery, goodsMinor }} />}
        <dt>{words.total}</dt>
        <dd class="num">
          <strong>{figures.moneyExact(grossMinor)}</strong>
        </dd>
      </dl>
      {isOneOfSeveral && <small>{words.firstCounted}</small>}
      {delivery?.way === 'own-vehicle' && (
        <p>
          {words.to(delivery.siteName, delivery.city)}{' '}
          {delivery.netMinor === 0 && freight.standings.included}
          {version.takesPart && delivery.netMinor > 0 && <OfPart {...{ delivery, version }} />}
        </p>
      )}
      {delivery && delivery.way !== 'own-vehicle' && <p>{words.said[delivery.way]}</p>}
    </section>
  );
};

const FreightRows = (shown: { delivery: OwnVehicle; goodsMinor: number }) => {
  const { quoteDelivery: words } = useWords();
  const figures = useFigures();
  const { delivery, goodsMinor } = shown;
  return (
    <>
      <dt>{words.goods}</dt>
      <dd class="num">{figures.moneyExact(goodsMinor)}</dd>
      <dt>{words.net}</dt>
      <dd class="num">{figures.moneyExact(delivery.netMinor)}</dd>
      <dt>{words.vat(figures.percent(delivery.vatRateBp))}</dt>
      <dd class="num">{figures.moneyExact(delivery.vatMinor)}</dd>
      <dt>{words.gross}</dt>
      <dd class="num">{figures.moneyExact(delivery.grossMinor)}</dd>
    </>
  );
};

const OfPart = ({ delivery, version }: { delivery: OwnVehicle; version: QuoteVersion }) => {
  const { ofPart } = useWords().quoteDelivery;
  const { moneyExact } = useFigures();
  if (delivery.ofPart === 'whole') return <>{ofPart.whole(moneyExact(delivery.grossMinor))}</>;
  return <>{ofPart.share(moneyExact(freightPerTonne(delivery, version)))}</>;
};

/** How the goods of a version get to the buyer, in a few words that two versions can be compared by. */
export function useDeliveryInShort(): (version: Pick<QuoteVersion, 'delivery'>) => string {
  const { quoteDelivery: words } = useWords();
  const { moneyExact } = useFigures();
  return ({ delivery }) => {
    if (delivery?.way !== 'own-vehicle') return words.shortSaid[delivery?.way ?? 'none'];
    const { siteName, netMinor, ofPart } = delivery;
    return `${words.short(siteName, moneyExact(netMinor))}; ${words.shortPart[ofPart]}`;
  };
}
