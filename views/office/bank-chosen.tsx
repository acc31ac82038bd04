import type { BankLine } from '../../src/payments/bank-line.ts';
import type { OpenOrder } from '../../src/payments/open-item.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Day } from '../parts/measures.tsx';
import { ProblemList, problemInWords } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';

type Chosen = {
  line: BankLine;
  chosen: {
    id: string;
    name: string;
    bin: string;
    orders: readonly (OpenOrder & { shareMinor: number })[];
  };
  nextId: string | undefined;
  /** Back to what was suggested. */
  back: string;
  refused:
    | { values: Readonly<Record<string, string>>; problems: Readonly<Record<string, string>> }
    | undefined;
};

/** A company that was chosen for a line: what of the money each of its orders gets. */
export const BankChosen = ({ line, chosen, nextId, back, refused }: Chosen) => {
  const { bank } = useWords();
  const labels = Object.fromEntries(chosen.orders.map(({ id, number }) => [`a.${id}`, number]));
  const hasOrders = chosen.orders.length > 0;
  return (
    <section aria-labelledby="chosen-title">
      <h2 id="chosen-title">{bank.bookTo(chosen.name)}</h2>
      <p class="meta">
        {bank.bin} <span class="code">{chosen.bin}</span> · <a href={back}>{bank.suggestions}</a>
      </p>
      <form
        method="post"
        action={`/office/bank/lines/${line.id}/booking`}
        hx-sync="this:drop"
        class="stack"
      >
        <ProblemList problems={refused?.problems ?? {}} labels={labels} />
        <input type="hidden" name="companyId" value={chosen.id} />
        <input type="hidden" name="next" value={nextId ?? ''} />
        {hasOrders ? <Orders {...{ chosen, refused }} /> : <p>{bank.nothingOpen}</p>}
        <p class="actions">
          {hasOrders && (
            <>
              <button type="submit" name="way" value="chosen" class="primary" data-key="Digit1">
                {bank.ways.chosen} <kbd>1</kbd>
              </button>
              <button type="submit" name="way" value="oldest-first" data-key="Digit2">
                {bank.ways['oldest-first']} <kbd>2</kbd>
              </button>
              <button type="submit" name="way" value="pro-rata" data-key="Digit3">
                {bank.ways['pro-rata']} <kbd>3</kbd>
              </button>
            </>
          )}
          <button
            type="submit"
            name="way"
            value="balance"
            class={hasOrders ? undefined : 'primary'}
            autofocus={!hasOrders}
            data-key="Digit4"
          >
            {bank.ways.balance} <kbd>4</kbd>
          </button>
        </p>
      </form>
    </section>
  );
};

const Orders = ({ chosen, refused }: Pick<Chosen, 'chosen' | 'refused'>) => {
  const words = useWords();
  const { bank, shell } = words;
  const figures = useFigures();
  return (
    <>
      <p class="meta" id="ways-hint">
        {bank.waysHint}
      </p>
      <ScrollRegion label={`${bank.openOrders}: ${shell.tableScrolls}`} folds>
        <table>
          <thead>
            <tr>
              <th scope="col">{bank.order}</th>
              <th scope="col">{bank.dueOn}</th>
              <th scope="col" class="n">
                {bank.due}
              </th>
              <th scope="col">{bank.pays}</th>
            </tr>
          </thead>
          <tbody>
            {chosen.orders.map(({ id, number, dueOn, dueMinor, shareMinor }) => {
              const name = `a.${id}`;
              const problem = refused?.problems[name];
              const share = shareMinor > 0 ? figures.typedMoney(shareMinor) : '';
              return (
                <tr>
                  <th scope="row">
                    <a class="code" href={`/office/orders/${id}`}>
                      {number}
                    </a>
                  </th>
                  <td data-label={bank.dueOn}>{dueOn === null ? '—' : <Day on={dueOn} />}</td>
                  <td class="n amount" data-label={bank.due}>
                    {figures.moneyExact(dueMinor)}
                  </td>
                  <td data-label={bank.pays}>
                    <input
                      id={name}
                      name={name}
                      value={refused?.values[name] ?? share}
                      inputmode="decimal"
                      data-num=""
                      class="size-medium"
                      aria-label={`${bank.pays} ${number}`}
                      aria-invalid={problem ? 'true' : undefined}
                      aria-describedby={problem ? `${name}-problem` : undefined}
                    />
                    {problem && (
                      <strong class="problem" id={`${name}-problem`}>
                        {problemInWords(words, problem)}
                      </strong>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
};
