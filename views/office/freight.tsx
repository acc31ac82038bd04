import type { TariffVersion } from '../../src/pricing/freight-tariff.queries.ts';
import { useBranches, useFigures, useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { problemInWords, ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

const columns = ['km', 'tonnes', 'base', 'rate', 'least'] as const;

type Typed = {
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** What bringing goods costs from one branch: what is in force or to come, the form that changes it, and what was. */
export const FreightPage = (
  shown: Typed & {
    branchCode: string;
    /** The newest first. */
    versions: readonly TariffVersion[];
    /** `YYYY-MM-DD` */
    today: string;
    /** So many rows a tariff has at most. */
    rows: number;
    place: OfficePlace;
  },
) => {
  const words = useWords();
  const { freight } = words;
  const figures = useFigures();
  const branches = useBranches();
  const { branchCode, versions, today, values, problems } = shown;
  const [newest] = versions;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{freight.tariffs}</h1>
      <p class="meta">{freight.lead}</p>
      <form class="row filters" method="get" action="/office/freight">
        <Choice
          name="branch"
          label={freight.branch}
          value={branchCode}
          options={branches.map(({ value, label }) => ({ value, label }))}
        />
        <button type="submit">{freight.showBranch}</button>
      </form>
      {newest ? (
        <p>
          {newest.from > today
            ? freight.toCome(figures.date(newest.from))
            : freight.since(figures.date(newest.from))}
        </p>
      ) : (
        <Notice mood="warn">{freight.none}</Notice>
      )}
      <form class="form" method="post" action="/office/freight" hx-sync="this:drop">
        <ProblemList problems={problems} labels={labelsOf(words, shown.rows)} />
        <input type="hidden" name="branchCode" value={branchCode} />
        <input type="hidden" name="seen" value={values['seen'] ?? newest?.id ?? ''} />
        <Rows rows={shown.rows} values={values} problems={problems} />
        <p class="hint">{freight.rowHint}</p>
        <div class="field-row">
          <Field
            name="from"
            type="date"
            label={freight.from}
            value={values['from'] ?? (newest && newest.from > today ? newest.from : today)}
            problem={problems['from']}
            size="medium"
            required
          />
          <Field
            name="reason"
            label={freight.reason}
            value={values['reason']}
            problem={problems['reason']}
            maxlength={300}
          />
        </div>
        <button type="submit" class="primary">
          {freight.save}
        </button>
      </form>
      {versions.length > 0 && <Versions versions={versions} />}
    </OfficeFrame>
  );
};

const headsOf = ({ freight }: ReturnType<typeof useWords>) => ({
  km: freight.upToKm,
  tonnes: freight.upToTonnes,
  base: freight.base,
  rate: freight.perTonneKm,
  least: freight.least,
});

/** The fields of the form by name, in words. */
function labelsOf(words: ReturnType<typeof useWords>, rows: number): Record<string, string> {
  const { freight } = words;
  const heads = headsOf(words);
  const ofRows = Array.from({ length: rows }, (_, index) => index + 1).flatMap((row) =>
    columns.map((name) => [`${name}${row}`, `${freight.row(String(row))}: ${heads[name]}`]),
  );
  const others = { branchCode: freight.branch, from: freight.from, reason: freight.reason };
  return { ...others, ...Object.fromEntries(ofRows) };
}

/** A row for each vehicle on each distance, and empty ones for more. */
const Rows = ({ rows, values, problems }: Typed & { rows: number }) => {
  const words = useWords();
  const heads = headsOf(words);
  const labels = labelsOf(words, rows);
  return (
    <ScrollRegion label={words.freight.tariffs}>
      <table class="table">
        <thead>
          <tr>
            {columns.map((name) => (
              <th scope="col" class="num">
                {heads[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, index) => index + 1).map((row) => (
            <tr>
              {columns.map((name) => (
                <td class="num">
                  <Cell
                    name={`${name}${row}`}
                    label={labels[`${name}${row}`] ?? ''}
                    value={values[`${name}${row}`] ?? ''}
                    problem={problems[`${name}${row}`]}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const Cell = (cell: {
  name: string;
  label: string;
  value: string;
  problem: string | undefined;
}) => {
  const words = useWords();
  const { name, problem } = cell;
  return (
    <>
      <input
        id={name}
        name={name}
        value={cell.value}
        aria-label={cell.label}
        inputmode="decimal"
        autocomplete="off"
        maxlength={24}
        class="size-amount"
        data-num=""
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? `${name}-problem` : undefined}
      />
      {problem && (
        <strong class="problem" id={`${name}-problem`}>
          {problemInWords(words, problem)}
        </strong>
      )}
    </>
  );
};

/** Every tariff that was or will be in force, with who changed it and why. */
const Versions = ({ versions }: { versions: readonly TariffVersion[] }) => {
  const { freight } = useWords();
  const figures = useFigures();
  const moneyOrNone = (minor: number) => (minor === 0 ? null : figures.money(minor));
  return (
    <section>
      <h2>{freight.history}</h2>
      {versions.map(({ from, until, bands, reason, changedByName, changedAt }) => (
        <details>
          <summary>
            {freight.until(figures.date(from), until === null ? null : figures.date(until))}
          </summary>
          <p class="meta">
            {[changedByName, figures.moment(changedAt), reason].filter((said) => said).join(', ')}
          </p>
          <ul>
            {bands.map((band) => (
              <li>
                {freight.field(figures.massT(band.upToG), figures.bare.count(band.upToKm))}:{' '}
                {freight.asks(
                  figures.money(band.baseMinor),
                  moneyOrNone(band.perTonneKmMinor),
                  moneyOrNone(band.leastMinor),
                )}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
};
