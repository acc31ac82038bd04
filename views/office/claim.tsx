import { mayDo } from '../../src/claims/claim.ts';
import type { FileNamed } from '../../src/platform/stored-file.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { ClaimPhotos } from '../parts/claim-photos.tsx';
import { ClaimSheet, type ClaimSheetShown } from '../parts/claim-sheet.tsx';
import { TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { RefusalNotice } from '../refusals.tsx';
import { DecisionForm } from './claim-decision.tsx';
import { SettleForm } from './claim-settlement.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

/** A claim in the office, and what its reader may do with it. */
export type OfficeClaimShown = ClaimSheetShown & {
  place: OfficePlace;
  formKey: string;
  may: { decide: boolean; keepBooks: boolean; isDecider: boolean; seeCustomer: boolean };
  /** What he may give of his own accord, minor units. */
  goodwillMinor: number;
  firstDay: string;
  waiting: readonly FileNamed[];
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  refused?: RefusalReason | undefined;
};

/** One claim: what it says, and the one thing that is to be done next. */
export const OfficeClaimPage = (shown: OfficeClaimShown) => {
  const { claims } = useWords();
  const { office: words } = claims;
  const { claim, place, problems, refused } = shown;
  const labels = Object.fromEntries([
    ['acknowledgeWords', words.acknowledgeWords],
    ['findings', words.inspectWords],
    ['files', claims.form.photos],
    ['verdict', words.verdict],
    ['outcome', words.outcome],
    ['reasons', words.reasons],
    ['promisedOn', words.promisedOn],
    ['agreeWords', words.agreeWords],
    ['settleWords', words.settleWords],
    ['followUp', words.followUp],
    ['words', claims.page.answerWords],
    ['reopenWords', claims.page.reopenWords],
    ...claim.lines.flatMap(({ position }) => [
      [`given.${position}`, words.given(position)],
      [`backKg.${position}`, words.backKg(position)],
      [`backLot.${position}`, words.backLot(position)],
    ]),
  ]);
  return (
    <OfficeFrame {...place}>
      <ProblemList problems={problems} labels={labels} />
      {refused && <RefusalNotice reason={refused} />}
      <ClaimSheet {...shown}>
        <Came {...shown} />
        <Next {...shown} />
      </ClaimSheet>
      <Saying {...shown} />
    </OfficeFrame>
  );
};

const Came = ({ claim, may }: OfficeClaimShown) => {
  const { claims, channels } = useWords();
  const figures = useFigures();
  return (
    <dl class="facts">
      <dt>{claims.columns.company}</dt>
      <dd>
        {may.seeCustomer ? (
          <a href={`/office/customers/${claim.companyId}`}>{claim.companyName}</a>
        ) : (
          claim.companyName
        )}
      </dd>
      <dt>{claims.office.by}</dt>
      <dd>
        {claim.openedByName}
        {claim.personName !== null && claim.personName !== claim.openedByName && (
          <> ({claim.personName})</>
        )}
      </dd>
      <dt>{claims.office.channel}</dt>
      <dd>{channels[claim.channel]}</dd>
      {claim.claimableUntil !== null && (
        <>
          <dt>{claims.page.claimableUntil}</dt>
          <dd>{figures.date(claim.claimableUntil)}</dd>
        </>
      )}
      {claim.lateReason !== '' && (
        <>
          <dt>{claims.page.late}</dt>
          <dd>{claim.lateReason}</dd>
        </>
      )}
    </dl>
  );
};

const Next = (shown: OfficeClaimShown) => {
  const { claim } = shown;
  return (
    <>
      {mayDo(claim, 'acknowledge') && <AcknowledgeForm {...shown} />}
      {mayDo(claim, 'decide') && <DecisionForm {...shown} />}
      {mayDo(claim, 'inspect') && <InspectForm {...shown} />}
      {mayDo(claim, 'agree') && <AgreeForm {...shown} />}
      {mayDo(claim, 'settle') && <SettleForm {...shown} />}
      {mayDo(claim, 'reopen') && <ReopenForm {...shown} />}
    </>
  );
};

/** The version that was seen: what was done meanwhile is not done over. */
const Seen = ({ claim }: OfficeClaimShown) => (
  <input type="hidden" name="version" value={String(claim.version)} />
);

const AcknowledgeForm = (shown: OfficeClaimShown) => {
  const { office: words } = useWords().claims;
  const { base, values, problems } = shown;
  return (
    <form class="form" method="post" action={`${base}/acknowledgement`} hx-sync="this:drop">
      <h2>{words.acknowledge}</h2>
      <Seen {...shown} />
      <TextField
        name="acknowledgeWords"
        label={words.acknowledgeWords}
        value={values['acknowledgeWords']}
        problem={problems['acknowledgeWords']}
        rows={2}
      />
      <button type="submit" class="primary">
        {words.acknowledge}
      </button>
    </form>
  );
};

const InspectForm = (shown: OfficeClaimShown) => {
  const { office: words } = useWords().claims;
  const { base, values, problems, claim } = shown;
  return (
    <form
      class="form"
      method="post"
      action={`${base}/inspection`}
      enctype="multipart/form-data"
      hx-boost="false"
      data-upload
    >
      <h2>{words.inspect}</h2>
      <Seen {...shown} />
      <TextField
        name="findings"
        label={words.inspectWords}
        value={values['findings']}
        problem={problems['findings']}
        required
      />
      <ClaimPhotos
        orderId={claim.id}
        waiting={shown.waiting}
        problem={problems['files']}
        isSentAlone={false}
      />
      <button type="submit">{words.inspectSend}</button>
    </form>
  );
};

const AgreeForm = (shown: OfficeClaimShown) => {
  const { office: words } = useWords().claims;
  const figures = useFigures();
  const { base, values, problems, claim, may } = shown;
  return (
    <section>
      <h2>{words.agree}</h2>
      <p>
        {words.proposal(claim.decidedByName ?? '—', figures.moneyExact(claim.acceptedMinor ?? 0))}
      </p>
      {may.isDecider && <Notice mood="info">{words.own}</Notice>}
      {may.decide && !may.isDecider && (
        <form class="form" method="post" action={`${base}/agreement`} hx-sync="this:drop">
          <Seen {...shown} />
          <TextField
            name="agreeWords"
            label={words.agreeWords}
            value={values['agreeWords']}
            problem={problems['agreeWords']}
            rows={2}
          />
          <p class="actions">
            <button type="submit" name="isAgreed" value="yes" class="primary">
              {words.agreeYes}
            </button>
            <button type="submit" name="isAgreed" value="no">
              {words.agreeNo}
            </button>
          </p>
        </form>
      )}
    </section>
  );
};

const ReopenForm = (shown: OfficeClaimShown) => {
  const { claims } = useWords();
  const { base, values, problems } = shown;
  return (
    <details open={problems['reopenWords'] !== undefined}>
      <summary>{claims.page.reopenSend}</summary>
      <form class="form" method="post" action={`${base}/reopening`} hx-sync="this:drop">
        <TextField
          name="reopenWords"
          label={claims.page.reopenWords}
          value={values['reopenWords']}
          problem={problems['reopenWords']}
          required
        />
        <button type="submit">{claims.page.reopenSend}</button>
      </form>
    </details>
  );
};

const Saying = (shown: OfficeClaimShown) => {
  const { claims } = useWords();
  const { base, values, problems, claim, formKey } = shown;
  if (!mayDo(claim, 'say')) return null;
  return (
    <details open={problems['words'] !== undefined}>
      <summary>{claims.page.answer}</summary>
      <form class="form" method="post" action={`${base}/messages`} hx-sync="this:drop">
        <input type="hidden" name="key" value={formKey} />
        <TextField
          name="words"
          label={claims.page.answerWords}
          value={values['words']}
          problem={problems['words']}
          required
        />
        <button type="submit">{claims.page.answerSend}</button>
      </form>
    </details>
  );
};
