import { useWords } from '../../language.tsx';
import { wordFor } from '../../words/refusal-words.ts';
import { OfficeFrame, type OfficePlace } from '../frame.tsx';

/** How each figure is reckoned, and what the paper can honestly be used for. */
export const LoyaltyMethodPage = ({
  place,
  formulas,
}: {
  place: OfficePlace;
  formulas: number;
}) => {
  const { loyalty } = useWords();
  const { paper } = loyalty;
  return (
    <OfficeFrame {...place}>
      <h1>{paper.title}</h1>
      <p class="meta">
        {paper.lead} {paper.version(String(formulas))}{' '}
        <a href="/office/loyalty">{loyalty.behind.back}</a>
      </p>
      <section class="stack">
        <h2>{paper.rulesTitle}</h2>
        <ul class="plain-list">
          {paper.rules.map((rule) => (
            <li>{rule}</li>
          ))}
        </ul>
      </section>
      <section class="stack">
        <h2>{paper.definition}</h2>
        <dl class="facts wide">
          {Object.entries(paper.definitions).map(([metric, definition]) => (
            <>
              <dt id={metric}>{wordFor(loyalty.metrics, metric)}</dt>
              <dd>{definition}</dd>
            </>
          ))}
        </dl>
        <p>{paper.alarm}</p>
        <p>{paper.risk}</p>
        <p>{paper.stage}</p>
      </section>
      <section class="stack">
        <h2>{paper.auditTitle}</h2>
        <p>{paper.auditLead}</p>
        <ol>
          {paper.audit.map((finding) => (
            <li>{finding}</li>
          ))}
        </ol>
      </section>
    </OfficeFrame>
  );
};
