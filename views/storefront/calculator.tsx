import type { CalculatedMass, CalculatedQuantity } from '../../src/catalogue/calculator.ts';
import type { Meaning } from '../../src/catalogue/reading/meaning.ts';
import type { FieldProblems, SaidFields } from '../../src/catalogue/said-fields.ts';
import { sectionProfile } from '../../src/catalogue/section-profile.ts';
import { designationIn } from '../../src/catalogue/trade-writing.ts';
import { COUNTED_MAX } from '../../src/stock/assortment.ts';
import type { Calculation } from '../../src/stock/calculation.ts';
import type { OfferedRow } from '../../src/stock/offer.ts';
import { useFigures, useLanguage, useWords } from '../language.tsx';
import { CalculatorFields } from '../parts/calculator-fields.tsx';
import { CompareBar } from '../parts/compare-bar.tsx';
import { LinesForm } from '../parts/lines-form.tsx';
import { FoundRows } from '../parts/product-rows.tsx';
import { SectionDrawing } from '../parts/section-drawing.tsx';
import { MassAnswer } from '../parts/mass-answer.tsx';

/** One thing that the words or fields may mean, what it weighs, and the address that means it alone. */
type CalculatorAnswer = {
  mass: CalculatedMass;
  weighed: CalculatedQuantity | undefined;
  address: string;
};

/** What was asked, what was understood, and what it weighs. */
export type CalculatorView = {
  words: string;
  fields: SaidFields;
  problems: FieldProblems;
  meaning: Meaning;
  unread: readonly string[];
  /** The standards that have tables of the form. */
  standards: readonly string[];
  answers: readonly CalculatorAnswer[];
  /** Absent where nothing was asked. */
  sold:
    | {
        rows: readonly OfferedRow[];
        total: number;
        isNearest: boolean;
        totals: ReadonlyMap<string, Calculation | undefined>;
      }
    | undefined;
  reader: { isGuest: boolean; seesPrices: boolean; orders: boolean };
  address: string;
  formKey: string;
  /** Words were typed or another form was chosen: the fields keep nothing that was typed into them. */
  isRedrawn: boolean;
};

type Shown = { view: CalculatorView };

const EXAMPLES = [
  'швеллер 20П 24 м',
  'HEB 200 12 м 5 шт',
  'лист 4х1500х6000 3 шт',
  'труба 57х3,5 100 м',
  'круг 40 AISI 304 3 м',
] as const;

/** One field for the trade's own writing, the sizes beside it, and the answer between them. */
export const CalculatorPage = ({ view }: Shown) => {
  const { calculator } = useWords();
  return (
    <>
      <div class="page-head">
        <h1>{calculator.title}</h1>
      </div>
      <p class="meta">{calculator.lead}</p>
      <form
        method="get"
        action="/calculator"
        class="row"
        hx-get="/calculator"
        hx-trigger="input delay:150ms, submit"
        hx-target="#calculated"
        hx-swap="outerMorph"
        hx-sync="this:replace"
      >
        <label class="visually-hidden" for="said-words">
          {calculator.words}
        </label>
        <span id="words-place" class="grow">
          <CalculatorWords view={view} />
        </span>
        <button type="submit">{calculator.weigh}</button>
      </form>
      <div class="with-side calculator">
        <Calculated view={view} />
        <aside>
          <form
            method="get"
            action="/calculator"
            class="form"
            aria-label={calculator.fields}
            hx-get="/calculator"
            hx-trigger="input delay:200ms, change, submit"
            hx-target="#calculated"
            hx-swap="outerMorph"
            hx-sync="this:replace"
          >
            <div id="said-fields" class="said-fields">
              <CalculatorFields view={view} />
            </div>
            <button type="submit">{calculator.weigh}</button>
          </form>
        </aside>
      </div>
    </>
  );
};

/** The field for the trade's own writing; emptied when the sizes are gone on with, since they then say something else. */
export const CalculatorWords = ({ view }: Shown) => {
  const { calculator } = useWords();
  return (
    <input
      id="said-words"
      class="size-full"
      name="q"
      type="search"
      value={view.words}
      placeholder={calculator.example}
      maxlength={200}
      autocomplete="off"
      enterkeyhint="done"
    />
  );
};

/** What it weighs, or what is missing; replaced whole while somebody types beside it. */
export const Calculated = ({ view }: Shown) => {
  const { calculator } = useWords();
  const { answers, unread, meaning, sold } = view;
  const isAsked = view.words.trim() !== '' || view.fields.form !== undefined;
  return (
    <section id="calculated" class="stack" aria-live="polite" data-t="results">
      {!isAsked && <Examples />}
      {unread.length > 0 && <p class="notice warn">{calculator.notUnderstood(unread.join(' '))}</p>}
      {isAsked && answers.length === 0 && (
        <p class="empty" data-t="not-found">
          {meaning.form === undefined ? calculator.nothing : calculator.noMass}
        </p>
      )}
      <Answers view={view} />
      {sold !== undefined && sold.rows.length > 0 && <Sold view={view} sold={sold} />}
    </section>
  );
};

const Examples = () => {
  const { calculator } = useWords();
  return (
    <section class="stack">
      <h2>{calculator.examples}</h2>
      <ul class="plain-list">
        {EXAMPLES.map((example) => (
          <li>
            <a href={`/calculator?q=${encodeURIComponent(example)}`}>{example}</a>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** One mass is an answer, whoever prints it; several are a choice. */
const Answers = ({ view }: Shown) => {
  const { calculator } = useWords();
  const [first, ...others] = view.answers;
  if (!first) return null;
  const { mass } = first;
  const isOne = others.every(
    (other) =>
      other.mass.massMgPerM === mass.massMgPerM && other.mass.massMgPerM2 === mass.massMgPerM2,
  );
  if (!isOne) return <Choices view={view} />;
  const standards = others.flatMap((other) => other.mass.standard ?? []);
  return (
    <div class="columns">
      <div class="stack">
        <MassAnswer {...first} />
        {standards.length > 0 && (
          <p class="meta">{calculator.sameMass([...new Set(standards)].join(', '))}</p>
        )}
        <p class="meta">{calculator.withinTolerance}</p>
      </div>
      <Drawing mass={mass} />
    </div>
  );
};

const Drawing = ({ mass }: { mass: CalculatedMass }) => {
  const words = useWords();
  const { form, designation, dimensions } = mass;
  const section = { form, designation, standard: mass.standard ?? '', ...dimensions };
  const profile = sectionProfile(section);
  if (!profile) return null;
  const title = words.product.drawingOf(`${words.forms[form]} ${designation}`);
  return (
    <figure>
      <SectionDrawing profile={profile} title={title} />
    </figure>
  );
};

/** A row for each standard or series that fits; its name leads to it alone. */
const Choices = ({ view }: Shown) => {
  const words = useWords();
  const figures = useFigures();
  const language = useLanguage();
  const { calculator, columns, forms } = words;
  const isFlat = view.answers.every(({ mass }) => mass.massMgPerM === null);
  return (
    <>
      <p>{calculator.choose}</p>
      <div
        class="scroll folds"
        role="region"
        tabindex={0}
        aria-label={`${calculator.choose} ${words.shell.tableScrolls}`}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{columns.standard}</th>
              <th scope="col" class="n">
                {isFlat ? columns.massPerM2 : columns.massPerM}
              </th>
              <th scope="col" class="n">
                {columns.weightKg}
              </th>
            </tr>
          </thead>
          <tbody>
            {view.answers.map(({ mass, weighed, address }) => (
              <tr>
                <th scope="row">
                  <a href={address}>
                    {forms[mass.form]} {designationIn(language, mass.designation)}
                  </a>
                </th>
                <td>{mass.standard ?? calculator.sources.geometry}</td>
                <td class={isFlat ? 'n' : 'n mass'}>
                  {figures.bare.kgPerM(mass.massMgPerM ?? mass.massMgPerM2 ?? 0)}
                </td>
                <td class="n kg">{weighed ? figures.bare.kg(weighed.weightG) : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
};

const Sold = ({ view, sold }: Shown & { sold: NonNullable<CalculatorView['sold']> }) => {
  const { calculator, shell, assortment } = useWords();
  const { rows, total, isNearest, totals } = sold;
  const { quantity } = view.meaning;
  const label = isNearest ? calculator.nearest : calculator.sold;
  const table = (
    <div
      class="scroll goods folds"
      role="region"
      tabindex={0}
      data-grid
      aria-label={`${label}: ${shell.tableScrolls}`}
    >
      <FoundRows
        rows={rows}
        reader={view.reader}
        said={isNearest ? undefined : quantity}
        {...(quantity ? { totals } : {})}
      />
    </div>
  );
  return (
    <section class="stack">
      <h2>{label}</h2>
      {view.reader.orders ? <LinesForm formKey={view.formKey}>{table}</LinesForm> : table}
      {total > COUNTED_MAX && <p class="meta">{assortment.sayMore(rows.length)}</p>}
      {rows.length < total && total <= COUNTED_MAX && (
        <p class="meta">{assortment.firstOf(rows.length, total)}</p>
      )}
      <CompareBar />
    </section>
  );
};
