import type { Payee } from '../../src/payments/seller-details.queries.ts';
import { useFigures, useLanguage, useWords, wordsFor } from '../language.tsx';
import { Notice } from '../parts/status.tsx';

type Transfer = {
  /** Whom to pay; undefined while nobody said. */
  payee: Payee | undefined;
  payer: { name: string };
  orders: readonly { id: string; number: string; amountMinor: number }[];
};

/** What a bank has to be told, with a purpose that names the orders, so that the money finds them by itself. */
export const TransferPage = ({ payee, payer, orders }: Transfer) => {
  const { statements, documents } = useWords();
  const words = statements.transfer;
  const figures = useFigures();
  const amountMinor = orders.reduce((sum, order) => sum + order.amountMinor, 0);
  return (
    <>
      <h1>{words.title}</h1>
      {orders.length === 0 ? (
        <p>{statements.nothingOpen}</p>
      ) : (
        <>
          <p>{words.lead}</p>
          {!payee && <Notice mood="warn">{words.noDetails}</Notice>}
          <dl class="facts">
            {payee && <Beneficiary payee={payee} />}
            <dt>{documents.buyer}</dt>
            <dd>{payer.name}</dd>
            <dt>{words.sum}</dt>
            <dd>
              <strong class="amount">{figures.moneyExact(amountMinor)}</strong>
            </dd>
            <dt>{documents.knp}</dt>
            <dd class="code">{KNP_GOODS}</dd>
            <dt>{words.purpose}</dt>
            <dd>
              <Purpose numbers={orders.map(({ number }) => number)} />
            </dd>
          </dl>
          <h2>{words.orders}</h2>
          <ul>
            {orders.map(({ id, number, amountMinor: minor }) => (
              <li>
                <a href={`/o/${id}`}>{statements.of(number)}</a>{' '}
                <span class="amount">{figures.moneyExact(minor)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="actions">
        <a href="/statements#open">{words.back}</a>
      </p>
    </>
  );
};

/** Payment for goods, by the list of purposes of the National Bank. */
const KNP_GOODS = '710';

const Beneficiary = ({ payee }: { payee: Payee }) => {
  const { documents: words } = useWords();
  return (
    <>
      <dt>{words.beneficiary}</dt>
      <dd>{payee.name}</dd>
      <dt>{words.bin}</dt>
      <dd class="code">{payee.bin}</dd>
      <dt>{words.iik}</dt>
      <dd class="code">{payee.iik}</dd>
      <dt>{words.beneficiaryBank}</dt>
      <dd>{payee.bankName}</dd>
      <dt>{words.bik}</dt>
      <dd class="code">{payee.bik}</dd>
      <dt>{words.kbe}</dt>
      <dd class="code">{payee.kbe}</dd>
    </>
  );
};

/** Banks here read Russian and Kazakh, whatever language the page is in. */
const Purpose = ({ numbers }: { numbers: readonly string[] }) => {
  const language = useLanguage() === 'kk' ? 'kk' : 'ru';
  const { purposeOf, purposeOne } = wordsFor(language).statements.transfer;
  const said = numbers.join(', ');
  return <span lang={language}>{numbers.length === 1 ? purposeOne(said) : purposeOf(said)}</span>;
};
