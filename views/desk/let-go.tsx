import { overMinorOf, type ShipmentStanding } from '../../src/credit/shipment-standing.ts';
import { useFigures, useWords } from '../language.tsx';
import { TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

type Shown = {
  desk: Desk;
  standing: ShipmentStanding;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** Why the goods of an order stay here, who may let them go, and the question to them. */
export const LetGoPage = (shown: Shown) => {
  const { credit, deskScreens } = useWords();
  const figures = useFigures();
  const { desk, standing } = shown;
  const words = credit.letGo;
  return (
    <DeskFrame desk={desk} here="orders">
      <h1>{words.title(standing.number)}</h1>
      <p>
        <a href={`${desk.base}/customers/${standing.companyId}`}>{standing.companyName}</a>,{' '}
        <span class="amount">{figures.money(standing.grossMinor)}</span>
      </p>
      <Why standing={standing} />
      <Asking {...shown} />
      <p class="actions">
        <a href={`${desk.base}/orders/${standing.orderId}`}>{words.toOrder}</a>
        <a href={`${desk.base}/customers/${standing.companyId}`}>{deskScreens.toCustomer}</a>
      </p>
    </DeskFrame>
  );
};

const Why = ({ standing }: { standing: ShipmentStanding }) => {
  const { credit, holdKinds } = useWords();
  const figures = useFigures();
  const { hold, limitMinor, exposureMinor, people, aloneUpToMinor } = standing;
  const words = credit.letGo;
  const overMinor = overMinorOf(standing);
  if (!hold && overMinor === 0) return <Notice mood="ok">{words.free}</Notice>;
  return (
    <Notice mood="warn">
      {hold && <p>{words.held(holdKinds[hold.kind])}</p>}
      {overMinor > 0 && (
        <p>
          {words.over(
            figures.money(exposureMinor),
            figures.money(limitMinor ?? 0),
            figures.money(overMinor),
          )}
        </p>
      )}
      {people !== '' && <p>{words.may(people)}</p>}
      {overMinor > 0 && <p>{words.alone(figures.money(aloneUpToMinor))}</p>}
    </Notice>
  );
};

const Asking = ({ desk, standing, values, problems }: Shown) => {
  const { letGo: words } = useWords().credit;
  const { release, hold } = standing;
  if (release?.state === 'granted') return <Notice mood="ok">{words.granted}</Notice>;
  if (release) {
    return <Notice mood="info">{words.waits(release.askedByName, release.reason)}</Notice>;
  }
  if (!hold && overMinorOf(standing) === 0) return null;
  const { refused } = standing;
  return (
    <>
      {refused && (
        <Notice mood="warn">
          {words.refused(refused.decidedByName, refused.note.replace(/\.+$/, ''))}
        </Notice>
      )}
      <AskingForm {...{ desk, standing, values, problems }} />
    </>
  );
};

const AskingForm = ({ desk, standing, values, problems }: Shown) => {
  const { letGo: words } = useWords().credit;
  return (
    <form
      class="form"
      method="post"
      action={`${desk.base}/orders/${standing.orderId}/let-go`}
      hx-sync="this:drop"
    >
      <ProblemList problems={problems} labels={{ reason: words.reason }} />
      <TextField
        name="reason"
        label={words.reason}
        value={values['reason']}
        problem={problems['reason']}
        rows={2}
        required
      />
      <button type="submit" class="primary">
        {words.ask}
      </button>
    </form>
  );
};
