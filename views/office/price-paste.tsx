import type { LineProblem } from '../../src/pricing/pasted-prices.ts';
import type { PriceListCard } from '../../src/pricing/price-list.queries.ts';
import { useWords } from '../language.tsx';
import { TextField } from '../parts/field.tsx';
import { problemInWords } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { PriceListFacts } from './price-list.tsx';

const LINES_SHOWN = 20;

/** Takes rows copied from a spreadsheet; says line by line what could not be taken. */
export const PricePastePage = (shown: {
  place: OfficePlace;
  list: PriceListCard;
  draft: { number: number; edits: number };
  pasted: string;
  lines: readonly LineProblem[];
  problem: string | undefined;
}) => {
  const words = useWords();
  const { office, prices } = words;
  const { list, draft, lines } = shown;
  const href = `/office/price-lists/${list.id}/draft`;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{office.draftOf(list.code, draft.number)}</h1>
      <PriceListFacts list={list} />
      <p>
        <a href={href}>{office.backToDraft}</a>
      </p>
      <h2>{prices.pasteTitle}</h2>
      {lines.length > 0 && (
        <Notice mood="err" role="alert">
          {prices.pasteRefused(lines.length)}
          <ul data-t="paste-problems">
            {lines.slice(0, LINES_SHOWN).map(({ line, problem }) => (
              <li>{prices.pasteLine(line, problemInWords(words, problem))}</li>
            ))}
          </ul>
          {lines.length > LINES_SHOWN && office.more(lines.length - LINES_SHOWN)}
        </Notice>
      )}
      <form class="form" method="post" action={`${href}/paste`} hx-sync="this:drop">
        <input type="hidden" name="seenEdits" value={String(draft.edits)} />
        <TextField
          name="pasted"
          label={prices.pasteField}
          hint={prices.pasteHint}
          value={shown.pasted}
          problem={shown.problem}
          rows={12}
          required
        />
        <button type="submit" class="primary">
          {prices.paste}
        </button>
      </form>
    </OfficeFrame>
  );
};
