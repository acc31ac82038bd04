import type { TabletRow } from '../../src/loyalty/tablet.queries.ts';
import { useBranchName, useFigures, useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { shownAgain } from '../parts/sheet-form.ts';
import { Notice } from '../parts/status.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

type Shown = {
  desk: Desk;
  tablets: readonly TabletRow[];
  /** The reader, as far as he is at one of them. */
  clerkId: string;
  /** He belongs to a branch, so that he may bind one. */
  mayBind: boolean;
  /** Where a tablet is opened, to be typed in there. */
  address: string;
  formKey: string;
  refused?: Refused | undefined;
};

type Refused = {
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** The tablets of a branch: what they are for, who is at which, and how one is bound. */
export const TabletsPage = (shown: Shown) => {
  const { tablets: words } = useWords();
  const { desk, tablets, mayBind } = shown;
  const waiting = tablets.filter(({ pairingCode }) => pairingCode !== null);
  return (
    <DeskFrame desk={desk} here="tablets">
      <h1>{words.title}</h1>
      <p>{words.whatFor}</p>
      {waiting.map((tablet) => (
        <Code tablet={tablet} address={shown.address} />
      ))}
      {tablets.length > 0 ? <Rows {...shown} /> : <p class="meta">{words.none}</p>}
      {mayBind && <Binding {...shown} />}
    </DeskFrame>
  );
};

const Code = ({ tablet, address }: { tablet: TabletRow; address: string }) => {
  const { tablets: words } = useWords();
  const figures = useFigures();
  const { name, pairingCode, pairingUntil } = tablet;
  if (pairingCode === null || pairingUntil === null) return null;
  return (
    <Notice mood="info">
      {words.typeCode(name, address)} <strong class="code">{inPairs(pairingCode)}</strong>{' '}
      {words.codeUntil(figures.moment(pairingUntil))}
    </Notice>
  );
};

/** Eight digits are read and typed in twos. */
const inPairs = (code: string) => code.replaceAll(/(\d{2})(?=\d)/g, '$1 ');

const Rows = ({ desk, tablets, clerkId }: Shown) => {
  const { tablets: words } = useWords();
  const branchName = useBranchName();
  const figures = useFigures();
  return (
    <ScrollRegion label={words.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.branch}</th>
            <th scope="col">{words.clerk}</th>
            <th scope="col">{words.seen}</th>
            <th scope="col" class="num">
              {words.shown}
            </th>
            <th scope="col" class="num">
              {words.answered}
            </th>
            <th scope="col">{words.deeds}</th>
          </tr>
        </thead>
        <tbody>
          {tablets.map((tablet) => (
            <tr>
              <th scope="row">{tablet.name}</th>
              <td>{branchName(tablet.branchCode)}</td>
              <td>{tablet.clerkName ?? words.nobody}</td>
              <td>{seenAs(tablet, words.notBound, figures.moment)}</td>
              <td class="num">{figures.bare.count(tablet.shown)}</td>
              <td class="num">{figures.bare.count(tablet.answered)}</td>
              <td>
                <Deeds desk={desk} tablet={tablet} isHere={tablet.clerkId === clerkId} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const seenAs = (
  { pairedAt, seenAt }: TabletRow,
  notBound: string,
  moment: (at: Date) => string,
): string => (pairedAt === null ? notBound : moment(seenAt ?? pairedAt));

const Deeds = ({ desk, tablet, isHere }: { desk: Desk; tablet: TabletRow; isHere: boolean }) => {
  const { tablets: words } = useWords();
  const base = `${desk.base}/tablets/${tablet.id}`;
  return (
    <div class="row">
      {!isHere && (
        <form method="post" action={`${base}/clerk`} hx-sync="this:drop">
          <button type="submit" class="secondary" aria-label={words.takeOf(tablet.name)}>
            {words.take}
          </button>
        </form>
      )}
      <form method="post" action={`${base}/end`} hx-sync="this:drop">
        <button type="submit" class="link" aria-label={words.unbindOf(tablet.name)}>
          {words.unbind}
        </button>
      </form>
    </div>
  );
};

const Binding = ({ desk, formKey, refused }: Shown) => {
  const { tablets: words } = useWords();
  const again = shownAgain(refused);
  return (
    <>
      <h2>{words.bind}</h2>
      <ProblemList problems={refused?.problems ?? {}} labels={{ name: words.name }} />
      <form class="form" method="post" action={`${desk.base}/tablets`} hx-sync="this:drop">
        <input type="hidden" name="key" value={formKey} />
        <Field
          {...again('name')}
          label={words.name}
          hint={words.nameHint}
          size="medium"
          maxlength={40}
          required
        />
        <button type="submit">{words.makeCode}</button>
      </form>
    </>
  );
};
