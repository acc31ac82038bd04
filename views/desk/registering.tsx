import { useBranches, useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

type Shown = {
  desk: Desk;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  /** To choose from, for a clerk who belongs to no branch. */
  /** The clerk belongs to no branch, so it is asked. */
  asksBranch: boolean;
};

/** A walk-in customer: a BIN and a name are enough to sell. */
export const RegisteringPage = ({ desk, values, problems, asksBranch }: Shown) => {
  const words = useWords();
  const { deskScreens } = words;
  const branches = useBranches();
  const labels = {
    bin: deskScreens.bin,
    name: deskScreens.companyName,
    phone: deskScreens.phone,
    branchCode: deskScreens.branch,
  };
  return (
    <DeskFrame desk={desk} here="registering">
      <h1>{deskScreens.registering}</h1>
      <form class="form" method="post" action={`${desk.base}/customers`} hx-sync="this:drop">
        <ProblemList problems={problems} labels={labels} />
        <Field
          name="bin"
          label={labels.bin}
          hint={deskScreens.binHint}
          value={values['bin']}
          problem={problems['bin']}
          inputmode="numeric"
          maxlength={20}
          size="medium"
          autofocus={Object.keys(problems).length === 0}
          required
        />
        <Field
          name="name"
          label={labels.name}
          value={values['name']}
          problem={problems['name']}
          maxlength={200}
          required
        />
        <Field
          name="phone"
          label={labels.phone}
          hint={words.shell.optional}
          value={values['phone']}
          problem={problems['phone']}
          type="tel"
          inputmode="tel"
          maxlength={30}
          size="medium"
        />
        {asksBranch && (
          <Choice
            name="branchCode"
            label={labels.branchCode}
            value={values['branchCode']}
            problem={problems['branchCode']}
            options={branches}
          />
        )}
        <p class="actions">
          <button type="submit" class="primary">
            {words.desk.registerCompany}
          </button>
        </p>
      </form>
    </DeskFrame>
  );
};
