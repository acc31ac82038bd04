import type { DueInstalment, Instalment } from '../../src/customers/instalment.ts';
import { useFigures, useWords } from '../language.tsx';

/** An instalment in one line: its share or amount, when it is due, and what waits for it. */
export function useInstalmentInWords(): (instalment: Instalment) => string {
  const { instalments: words } = useWords();
  const figures = useFigures();
  return ({ shareBp, amountMinor, dueAfter, days, gate }) => {
    const due = words.said[dueAfter](figures.bare.count(days));
    const share = shareBp === null ? words.theRest : figures.percent(shareBp);
    const size = amountMinor === null ? share : figures.money(amountMinor);
    const said = `${size} ${due}`;
    return gate ? `${said}, ${words.waits(words.gates[gate])}` : said;
  };
}

/** What is paid when, with the amounts of one order. */
export const Instalments = ({ due }: { due: readonly DueInstalment[] }) => {
  const { instalments: words } = useWords();
  const figures = useFigures();
  const say = useInstalmentInWords();
  return (
    <>
      <p>{words.pays}</p>
      <ul class="instalments">
        {due.map((one) => (
          <li>
            <strong class="amount">{figures.money(one.dueMinor)}</strong>: {say(one)}
          </li>
        ))}
      </ul>
    </>
  );
};
