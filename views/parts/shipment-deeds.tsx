import type { Shipment } from '../../src/delivery/shipment.queries.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useFigures, useWords } from '../language.tsx';
import { RefusalNotice } from '../refusals.tsx';
import { Field, TextField } from './field.tsx';
import { ProblemList, problemInWords } from './problem-list.tsx';

/** What may be done with a shipment at the site. */
export type DeedsShown = {
  shipment: Shipment;
  photos: readonly { id: string; name: string }[];
  /** The address of the page. */
  base: string;
  /** The script that lets sign. */
  signScript: string;
  values?: Readonly<Record<string, string>> | undefined;
  problems?: Readonly<Record<string, string>> | undefined;
  refused?: RefusalReason | undefined;
};

/** Arrived; taken over, with what is short or damaged. By plain forms; a signature needs the script. */
export const ShipmentDeeds = (shown: DeedsShown) => {
  const { shipment, refused, problems = {} } = shown;
  const { tracking } = useWords();
  const { stage, way } = shipment;
  const isThere = stage === 'left' || stage === 'arrived';
  return (
    <>
      {refused && <RefusalNotice reason={refused} />}
      <ProblemList
        problems={problems}
        labels={{
          ...{ takenByName: tracking.takenByName, discrepancy: tracking.discrepancy },
          ...{ photos: tracking.photos, signature: tracking.signature },
        }}
      />
      {isThere && way !== 'pick-up' && (
        <section class="deeds at-site">
          <h2>{tracking.deeds}</h2>
          {stage === 'left' && (
            <form id="arrival" method="post" action={`${shown.base}/arrival`} hx-boost="false">
              <button type="submit" class="large">
                {tracking.arrived}
              </button>
              <p class="meta">{tracking.arrivedHint}</p>
            </form>
          )}
          <TakeOver {...shown} />
        </section>
      )}
      <HandedOver {...shown} />
    </>
  );
};

const TakeOver = ({ base, photos, values = {}, problems = {}, signScript }: DeedsShown) => {
  const { tracking } = useWords();
  const isShort = ['discrepancy', 'photos'].some((name) => problems[name]) || values['discrepancy'];
  return (
    <form
      id="handover"
      class="stack"
      method="post"
      action={`${base}/handover`}
      enctype="multipart/form-data"
      hx-boost="false"
      // What is typed and drawn stays when the rest of the page changes by itself.
      hx-morph-skip=""
    >
      <h3>{tracking.take}</h3>
      <Field
        name="takenByName"
        label={tracking.takenByName}
        value={values['takenByName']}
        problem={problems['takenByName']}
        autocomplete="name"
        maxlength={100}
        required
      />
      <details open={Boolean(isShort) || photos.length > 0}>
        <summary>{tracking.short}</summary>
        <TextField
          name="discrepancy"
          label={tracking.discrepancy}
          hint={tracking.discrepancyHint}
          value={values['discrepancy']}
          problem={problems['discrepancy']}
        />
        <Photos kept={photos.length} problem={problems['photos']} />
      </details>
      <Signature />
      <button type="submit" class="primary large">
        {tracking.takeOver}
      </button>
      <script src={signScript} defer></script>
    </form>
  );
};

const Photos = ({ kept, problem }: { kept: number; problem: string | undefined }) => {
  const words = useWords();
  const { tracking } = words;
  const told = [problem && 'photos-problem', 'photos-hint'].filter(Boolean).join(' ');
  return (
    <div class={problem ? 'field has-problem' : 'field'}>
      <label for="photos">{tracking.photos}</label>
      <small class="hint" id="photos-hint">
        {tracking.photosHint}
        {kept > 0 && <> {tracking.photosKept(kept)}.</>}
      </small>
      {problem && (
        <strong class="problem" id="photos-problem">
          {problemInWords(words, problem)}
        </strong>
      )}
      <input
        id="photos"
        name="photos"
        type="file"
        class="size-medium"
        accept="image/jpeg,image/png"
        multiple
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={told}
      />
    </div>
  );
};

/** A field to sign in, which the script opens; without it there is paper. */
const Signature = () => {
  const { tracking } = useWords();
  return (
    <div class="field" data-sign hidden>
      <span id="sign-label">{tracking.signHere}</span>
      <svg
        class="pad"
        viewBox="0 0 400 150"
        role="img"
        aria-labelledby="sign-label"
        aria-describedby="sign-hint"
      >
        <path d="" />
      </svg>
      <input type="hidden" name="signature" />
      <p>
        <button type="button">{tracking.signClear}</button>{' '}
        <small class="hint" id="sign-hint">
          {tracking.signOnPaper}
        </small>
      </p>
    </div>
  );
};

const HandedOver = ({ shipment: { handOver }, photos, base }: DeedsShown) => {
  const { tracking } = useWords();
  const figures = useFigures();
  if (!handOver) return null;
  const { takenByName, handedAt, discrepancy, signature } = handOver;
  return (
    <section>
      <h2>{tracking.steps['handed-over']}</h2>
      <p>{tracking.handedOver(takenByName, figures.moment(handedAt))}</p>
      {discrepancy !== '' && (
        <>
          <h3>{tracking.withDiscrepancy}</h3>
          <p class="said">{discrepancy}</p>
        </>
      )}
      {photos.length > 0 && (
        <ul class="plain-list">
          {photos.map(({ id }, index) => (
            <li>
              <a href={`${base}/photos/${id}`} hx-boost="false" download="">
                {tracking.photo(index + 1)}
              </a>
            </li>
          ))}
        </ul>
      )}
      {signature ? (
        <figure>
          <svg class="pad" viewBox="0 0 400 150" role="img" aria-label={tracking.signed}>
            <path d={signature} />
          </svg>
          <figcaption class="meta">{tracking.signed}</figcaption>
        </figure>
      ) : (
        <p class="meta">{tracking.signedOnPaper}</p>
      )}
    </section>
  );
};
