import type { ExcessQuestion } from '../../src/delivery/excess-question.ts';
import { useFigures, useWords } from '../language.tsx';
import { Notice } from './status.tsx';

type Shown = {
  questions: readonly ExcessQuestion[];
  /** Where shipments are; the word is sent to one of their lines. */
  shipmentsAt: string;
  mayDecide: boolean;
  /** Of whole orders: the vehicles by their numbers, so that each question says of which it is. */
  numbers?: ReadonlyMap<string, string>;
};

/** The question about the weight of lines above their tolerance: a yes or a no, or what was said. Until it leaves. */
export const ExcessQuestions = ({ questions, shipmentsAt, mayDecide, numbers }: Shown) => {
  const { delivery } = useWords();
  const figures = useFigures();
  if (questions.length === 0) return null;
  return (
    <section id="excess">
      <h2>{delivery.excess}</h2>
      {questions.map(({ shipmentId, shipmentLineId, position, excessG, word }) => (
        <form
          class="stack"
          method="post"
          action={`${shipmentsAt}/${shipmentId}/lines/${shipmentLineId}/excess`}
          hx-sync="this:drop"
        >
          <Notice mood="warn">
            {numbers && (
              <p>
                <a href={`${shipmentsAt}/${shipmentId}`}>
                  {delivery.title(numbers.get(shipmentId) ?? '')}
                </a>
              </p>
            )}
            <p>{delivery.excessOf(figures.massKg(excessG), position)}</p>
            {word && (
              <p>
                {word.isAccepted ? delivery.accepted(word.byName) : delivery.declined(word.byName)}
              </p>
            )}
          </Notice>
          {mayDecide && (
            <p class="actions">
              {numbers && <input type="hidden" name="from" value="order" />}
              <button type="submit" name="word" value="yes">
                {delivery.accept}
              </button>
              <button type="submit" name="word" value="no">
                {delivery.decline}
              </button>
            </p>
          )}
        </form>
      ))}
    </section>
  );
};
