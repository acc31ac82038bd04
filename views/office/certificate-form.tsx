import { certificateTypes, elements } from '../../src/certificates/certificate.ts';
import type { LotToCertify } from '../../src/certificates/cover.queries.ts';
import { isBlocking, type Verdict } from '../../src/certificates/fault.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useNameOf, useWords } from '../language.tsx';
import { CertificateFaults, Unlimited } from '../parts/certificate-faults.tsx';
import { Check, Choice, Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { RefusalNotice } from '../refusals.tsx';
import type { Words } from '../words/en.ts';
import { HeatFields } from './certificate-heat-fields.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

export type CertificateFormShown = {
  place: OfficePlace;
  /** Names the certificate that the form makes, so that a second click makes no second one. */
  formKey: string;
  /** The lot that it is brought for. */
  lot: LotToCertify | undefined;
  /** The version whose place it takes. */
  replaces: { id: string; number: string; version: number; millName: string } | undefined;
  millNames: readonly string[];
  heats: number;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  refused: RefusalReason | undefined;
  /** What the check came to; undefined before there is something to check. */
  verdict: Verdict | undefined;
  /** By what the form says which faults it showed. */
  faultsKey: string;
  mayAccept: boolean;
  newMill: string | undefined;
  /** A file that was sent before and is kept. */
  fileKept: boolean;
  nothingPasted: boolean;
};

/** A certificate while it is typed: the paper, its heats, and what the check says before anything is kept. */
export const CertificateFormPage = (shown: CertificateFormShown) => {
  const { certificates } = useWords();
  const { form: words } = certificates;
  const nameOf = useNameOf();
  const { lot, replaces, values } = shown;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{replaces ? words.replaces(replaces.number, replaces.version + 1) : words.title}</h1>
      {lot && <p>{words.forLot(nameOf(lot), lot.heatNumber)}</p>}
      <p class="meta">{words.lead}</p>
      <form
        id="certificate"
        class="form wide"
        method="post"
        action="/office/certificates/file"
        enctype="multipart/form-data"
        hx-boost="false"
      >
        <ProblemList problems={shown.problems} labels={labelsOf(shown, certificates)} />
        {shown.refused && <RefusalNotice reason={shown.refused} />}
        {/* Enter in any field checks; the button to fill in stands before the one to check. */}
        <button
          type="submit"
          name="deed"
          value="check"
          class="visually-hidden"
          tabindex={-1}
          aria-hidden="true"
        >
          {words.check}
        </button>
        <input type="hidden" name="id" value={shown.formKey} />
        <input type="hidden" name="lotId" value={lot?.lotId ?? ''} />
        <input type="hidden" name="replacesId" value={replaces?.id ?? ''} />
        <input type="hidden" name="fileKept" value={values['fileKept'] ?? ''} />
        <input type="hidden" name="heats" value={String(shown.heats)} />
        <Verdicts {...shown} />
        <PaperFields {...shown} />
        <Paste {...shown} />
        {Array.from({ length: shown.heats }, (_, index) => (
          <HeatFields row={index + 1} values={values} problems={shown.problems} />
        ))}
        <p class="actions">
          <button type="submit" name="deed" value="check" class="primary" data-key="Ctrl+Enter">
            {words.check}
          </button>
          <button type="submit" name="deed" value="heat">
            {words.moreHeats}
          </button>
        </p>
      </form>
    </OfficeFrame>
  );
};

/** What the check found, and the button that keeps the certificate, with a reason where there are faults. */
const Verdicts = (shown: CertificateFormShown) => {
  const { certificates } = useWords();
  const { form: words } = certificates;
  const { verdict, values, problems } = shown;
  if (!verdict) return null;
  const { faults } = verdict;
  const isStopped = faults.some(isBlocking);
  return (
    <section id="verdict" data-t="verdict" class="stack" aria-live="polite">
      {faults.length === 0 && (
        <Notice mood="ok" role="status">
          {words.checked}
        </Notice>
      )}
      {faults.length > 0 && (
        <Notice mood="warn" role="status">
          <strong>{certificates.faultsTitle}</strong>
          <CertificateFaults faults={faults} />
          {isStopped && <p>{words.cannot}</p>}
          {!isStopped && !shown.mayAccept && <p>{words.onlyOthers}</p>}
        </Notice>
      )}
      <Unlimited unjudged={verdict.unjudged} />
      {shown.newMill && <p>{words.newMill(shown.newMill)}</p>}
      <input type="hidden" name="faultsKey" value={shown.faultsKey} />
      {faults.length > 0 && !isStopped && shown.mayAccept && (
        <TextField
          name="acceptedReason"
          label={words.reason}
          value={values['acceptedReason']}
          problem={problems['acceptedReason']}
          rows={2}
        />
      )}
      {!isStopped && (faults.length === 0 || shown.mayAccept) && (
        <p class="actions">
          <button type="submit" name="deed" value="save" class="primary" data-key="Ctrl+s">
            {faults.length === 0 ? words.save : words.saveAnyway}
          </button>
        </p>
      )}
    </section>
  );
};

const PaperFields = (shown: CertificateFormShown) => {
  const { certificates } = useWords();
  const { fields, types, form } = certificates;
  const { values, problems, replaces, millNames } = shown;
  const at = (name: string) => ({ name, value: values[name] ?? '', problem: problems[name] });
  return (
    <fieldset>
      <legend>{form.paper}</legend>
      {replaces ? (
        <>
          <input type="hidden" name="mill" value={replaces.millName} />
          <input type="hidden" name="number" value={replaces.number} />
          <TextField {...at('versionReason')} label={form.versionReason} rows={2} />
        </>
      ) : (
        <div class="field-row">
          <Field {...at('mill')} label={`${fields.mill} (A01)`} maxlength={120} list="mills" />
          <Field {...at('number')} label={`${fields.number} (A03)`} maxlength={60} />
        </div>
      )}
      <datalist id="mills">
        {millNames.map((name) => (
          <option value={name}>{name}</option>
        ))}
      </datalist>
      <div class="field-row">
        <Choice
          {...at('type')}
          label={`${fields.type} (A02)`}
          options={certificateTypes.map((type) => ({ value: type, label: types[type] }))}
        />
        <Field {...at('issuedOn')} label={`${fields.issuedOn} (Z02)`} type="date" />
        <Field {...at('orderNumber')} label={`${fields.orderNumber} (A07)`} maxlength={60} />
      </div>
      <div class="field-row">
        <Field {...at('product')} label={`${fields.product} (B01)`} maxlength={200} />
        <Field {...at('size')} label={`${fields.size} (B09)`} maxlength={60} />
        <Field {...at('thickness')} label={`${fields.thickness} (B09)`} inputmode="decimal" />
      </div>
      <div class="field-row">
        <Field {...at('grade')} label={`${fields.grade} (B02)`} maxlength={60} />
        <Field {...at('standard')} label={`${fields.standard} (B02)`} maxlength={120} />
        <Field
          {...at('deliveryCondition')}
          label={`${fields.deliveryCondition} (B04)`}
          maxlength={60}
        />
      </div>
      <div class="field-row">
        <Field {...at('validatedBy')} label={`${fields.validatedBy} (Z03)`} maxlength={120} />
        <Check
          name="isIndependent"
          label={fields.isIndependent}
          checked={values['isIndependent'] === 'yes'}
        />
        <Field {...at('inspectedBy')} label={`${fields.inspectedBy} (A05)`} maxlength={120} />
      </div>
      <Field
        name="file"
        type="file"
        label={form.file}
        hint={shown.fileKept ? form.kept : form.fileHint}
        problem={problems['file']}
        size="medium"
      />
    </fieldset>
  );
};

/** Chemistry as laboratories send it: a row of a spreadsheet. */
const Paste = ({ values, problems, nothingPasted }: CertificateFormShown) => {
  const { form } = useWords().certificates;
  return (
    <details open={nothingPasted || problems['pasted'] !== undefined}>
      <summary>{form.pasted}</summary>
      <div class="stack">
        <TextField
          name="pasted"
          label={form.pasted}
          hint={form.pastedHint}
          value={nothingPasted ? values['pasted'] : ''}
          problem={problems['pasted']}
          rows={3}
        />
        {nothingPasted && (
          <Notice mood="warn" role="alert">
            {form.notUnderstood}
          </Notice>
        )}
        <p class="actions">
          <button type="submit" name="deed" value="paste">
            {form.fill}
          </button>
        </p>
      </div>
    </details>
  );
};

function labelsOf(
  { heats }: CertificateFormShown,
  words: Words['certificates'],
): Record<string, string> {
  const { fields, form } = words;
  const rows = Array.from({ length: heats }, (_, index) => index + 1);
  return {
    ...fields,
    file: form.file,
    pasted: form.pasted,
    acceptedReason: form.reason,
    versionReason: form.versionReason,
    ...Object.fromEntries(
      rows.flatMap((row) => [
        [`heatNumber.${row}`, `${fields.heat} ${row}`],
        [`lotNumber.${row}`, fields.lot],
        ...elements.map((element) => [`${element}.${row}`, `${element} ${row}`]),
        ...Object.entries(fields).map(([name, label]) => [`${name}.${row}`, `${label} (${row})`]),
      ]),
    ),
  };
}
