import type { SellerDetails } from '../../src/payments/seller-details.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

/** In the order in which they stand on papers. */
const fields = [
  ...(['name', 'bin', 'address', 'phone', 'bankName', 'iik', 'bik', 'kbe'] as const),
  ...(['vatSeries', 'vatNumber', 'directorName', 'chiefAccountantName'] as const),
] satisfies readonly (keyof SellerDetails)[];

const optional: ReadonlySet<string> = new Set(['vatSeries', 'vatNumber', 'chiefAccountantName']);

/** Who we are on paper: what is in force, what is to come, and the form that changes it from a day on. */
export const SellerPage = (shown: {
  versions: readonly (SellerDetails & { from: string })[];
  /** `YYYY-MM-DD` */
  today: string;
  place: OfficePlace;
  refused?:
    | { values: Readonly<Record<string, string>>; problems: Readonly<Record<string, string>> }
    | undefined;
}) => {
  const { papers } = useWords();
  const { seller: words } = papers;
  const figures = useFigures();
  const { versions, today, refused } = shown;
  const [newest] = versions;
  const { values, problems = {} } = refused ?? {};
  const valueOf = (name: (typeof fields)[number]) => values?.[name] ?? newest?.[name] ?? '';
  return (
    <OfficeFrame {...shown.place}>
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      {newest ? (
        <p>
          {newest.from > today
            ? words.toCome(figures.date(newest.from))
            : words.since(figures.date(newest.from))}
        </p>
      ) : (
        <Notice mood="warn">{words.none}</Notice>
      )}
      <form class="form" method="post" action="/office/seller" hx-sync="this:drop">
        <ProblemList problems={problems} labels={{ ...words.fields, from: words.from }} />
        {fields.map((name) => (
          <Field
            name={name}
            label={words.fields[name]}
            value={valueOf(name)}
            problem={problems[name]}
            required={!optional.has(name)}
            size={name === 'name' || name === 'address' || name === 'bankName' ? 'full' : 'medium'}
          />
        ))}
        <Field
          name="from"
          type="date"
          label={words.from}
          value={values?.['from'] ?? today}
          problem={problems['from']}
          size="medium"
          required
        />
        <button type="submit" class="primary">
          {words.save}
        </button>
      </form>
    </OfficeFrame>
  );
};
