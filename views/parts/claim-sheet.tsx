import type { PropsWithChildren } from 'hono/jsx';
import type { ClaimShown, ShownSettlement } from '../../src/claims/claims.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { FileLinks } from './attachments.tsx';
import { ClaimDue, ClaimStatus } from './claim-status.tsx';

/** A claim as its page shows it, for its customer and for our own people. */
export type ClaimSheetShown = {
  claim: ClaimShown;
  seesPrices: boolean;
  /** Where its files, its order and its credit notes open; orders and notes for who may see them. */
  base: string;
  orderHref: string;
  documentsAt: string | undefined;
  at: Date;
};

/** One claim: where it stands, who has it, what comes next, what it is about, and all that happened. */
export const ClaimSheet = (shown: PropsWithChildren<ClaimSheetShown>) => {
  const { claims: words } = useWords();
  const { claim, at } = shown;
  return (
    <>
      <h1>{words.of(claim.number)}</h1>
      <p>
        <ClaimStatus state={claim.state} isProposed={claim.isProposed} />{' '}
        {words.nextActor[claim.state]}
      </p>
      {claim.dueAt !== null && (
        <p>
          <strong>
            {words.columns.next}: <ClaimDue dueAt={claim.dueAt} at={at} />
          </strong>
        </p>
      )}
      <Facts {...shown} />
      <Decision {...shown} />
      {claim.settlements.map((one) => (
        <Settlement {...shown} one={one} />
      ))}
      {shown.children}
      <Lines {...shown} />
      <Steps {...shown} />
    </>
  );
};

const Facts = ({ claim, seesPrices, orderHref }: ClaimSheetShown) => {
  const { claims } = useWords();
  const { page: words } = claims;
  const figures = useFigures();
  return (
    <dl class="facts">
      <dt>{claims.columns.kind}</dt>
      <dd>{claims.kinds[claim.kind]}</dd>
      <dt>{words.order}</dt>
      <dd>
        <a href={orderHref}>{claim.orderNumber}</a>
      </dd>
      <dt>{claims.columns.handler}</dt>
      <dd>
        {claim.handlerName !== null && claim.acknowledgedAt
          ? words.since(claim.handlerName, figures.moment(claim.acknowledgedAt))
          : claims.nobody}
      </dd>
      {claim.wanted !== null && (
        <>
          <dt>{words.wanted}</dt>
          <dd>{claims.outcomes[claim.wanted]}</dd>
        </>
      )}
      {claim.discoveredOn !== null && (
        <>
          <dt>{words.discoveredOn}</dt>
          <dd>{figures.date(claim.discoveredOn)}</dd>
        </>
      )}
      {seesPrices && claim.disputedMinor > 0 && (
        <>
          <dt>{words.disputed}</dt>
          <dd class="amount">{figures.moneyExact(claim.disputedMinor)}</dd>
        </>
      )}
    </dl>
  );
};

const Decision = ({ claim, seesPrices }: ClaimSheetShown) => {
  const { claims } = useWords();
  const { page: words } = claims;
  const figures = useFigures();
  const { verdict, outcome, acceptedMinor } = claim;
  if (verdict === null) return null;
  return (
    <section>
      <h2>{words.decision}</h2>
      <p>
        <strong>{claims.verdicts[verdict]}</strong>
        {outcome !== null && <>: {claims.outcomes[outcome]}</>}
        {seesPrices && acceptedMinor !== null && acceptedMinor > 0 && (
          <>
            , <span class="amount">{figures.moneyExact(acceptedMinor)}</span>
          </>
        )}
      </p>
      <p class="said">{claim.reasons}</p>
      {claim.promisedOn !== null && (
        <p>
          {words.promisedOn}: {figures.date(claim.promisedOn)}
        </p>
      )}
    </section>
  );
};

const Settlement = ({
  one,
  documentsAt,
  seesPrices,
}: ClaimSheetShown & { one: ShownSettlement }) => {
  const { claims } = useWords();
  const { page: words } = claims;
  const figures = useFigures();
  return (
    <section>
      <h2>
        {words.settled}: {claims.outcomes[one.outcome]}
      </h2>
      {one.words !== '' && <p class="said">{one.words}</p>}
      <ul class="plain-list">
        {documentsAt !== undefined &&
          one.notes.map((note) => (
            <li>
              <a href={`${documentsAt}/${note.id}`}>{words.note(note.number)}</a>
              {note.isRefunded && <>, {words.refunded}</>}
            </li>
          ))}
        {seesPrices && one.amountMinor > 0 && (
          <li>
            {words.given}: <span class="amount">{figures.moneyExact(one.amountMinor)}</span>
          </li>
        )}
        {one.followUpNumber !== null && <li>{words.followUp(one.followUpNumber)}</li>}
        {one.returns.map((back) => (
          <li>
            {words.returned}: {figures.massKg(back.weightG)}, {words.heat} {back.heatNumber},{' '}
            {back.isSound ? words.sound : words.unsound}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Lines = ({ claim, seesPrices }: ClaimSheetShown) => {
  const { claims } = useWords();
  const { page: words } = claims;
  const figures = useFigures();
  const nameOf = useNameOf();
  return (
    <section>
      <h2>{words.lines}</h2>
      <ul class="plain-list">
        {claim.lines.map((line) => (
          <li>
            {claims.form.line(line.position, nameOf(line))}
            {line.claimedG !== null && (
              <>
                {' · '}
                {line.claimedPieces !== null && `${figures.pieces(line.claimedPieces)}, `}
                {figures.massKg(line.claimedG)}
              </>
            )}
            {line.heatNumber !== null && (
              <small class="meta">
                {' '}
                {words.heat} <span class="code">{line.heatNumber}</span>
              </small>
            )}
            {seesPrices && line.claimedMinor > 0 && (
              <>
                <br />
                {words.claimed}: <span class="amount">{figures.moneyExact(line.claimedMinor)}</span>
              </>
            )}
            {seesPrices && line.acceptedMinor !== null && (
              <>
                {' · '}
                {words.accepted}:{' '}
                <span class="amount">{figures.moneyExact(line.acceptedMinor)}</span>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Steps = ({ claim, base }: ClaimSheetShown) => {
  const { claims } = useWords();
  const figures = useFigures();
  return (
    <section>
      <h2>{claims.page.timeline}</h2>
      <ol class="timeline" data-t="timeline">
        {claim.steps.map((step) => (
          <li>
            <time datetime={step.at}>{figures.moment(new Date(step.at))}</time>{' '}
            <span>{claims.steps[step.kind]}</span>
            <small class="meta">
              {step.personName !== null && <> {step.personName}</>}
              {step.isOurs && <>, {claims.us}</>}
            </small>
            {step.words !== '' && <p class="said">{step.words}</p>}
            <FileLinks
              files={claim.files.filter(({ stepId }) => stepId === step.id)}
              hrefOf={(fileId) => `${base}/files/${fileId}`}
            />
          </li>
        ))}
      </ol>
    </section>
  );
};
