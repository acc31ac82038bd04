import type { ClaimRow } from '../../src/claims/claims.queries.ts';
import { mayDo } from '../../src/claims/claim.ts';
import type { FileNamed } from '../../src/platform/stored-file.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { ClaimPhotos } from '../parts/claim-photos.tsx';
import { ClaimSheet, type ClaimSheetShown } from '../parts/claim-sheet.tsx';
import { ClaimDue, ClaimStatus } from '../parts/claim-status.tsx';
import { TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';

/** The claims of a company: where each stands, who has it and what comes next. */
export const ClaimsPage = (shown: {
  claims: readonly ClaimRow[];
  nextHref: string | undefined;
  at: Date;
}) => {
  const { claims: words, papers } = useWords();
  return (
    <>
      <div class="page-head">
        <h1>{words.title}</h1>
        <a href="/orders">{words.toOrders}</a>
      </div>
      <p class="meta">{words.lead}</p>
      {shown.claims.length === 0 ? <p class="empty">{words.none}</p> : <List {...shown} />}
      {shown.nextHref !== undefined && (
        <p>
          <a href={shown.nextHref}>{papers.earlier}</a>
        </p>
      )}
    </>
  );
};

const List = ({ claims, at }: { claims: readonly ClaimRow[]; at: Date }) => {
  const { claims: words } = useWords();
  const figures = useFigures();
  return (
    <ScrollRegion label={words.title} folds>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{words.columns.number}</th>
            <th scope="col">{words.columns.came}</th>
            <th scope="col">{words.columns.kind}</th>
            <th scope="col">{words.columns.order}</th>
            <th scope="col">{words.columns.state}</th>
            <th scope="col">{words.columns.next}</th>
            <th scope="col">{words.columns.handler}</th>
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <tr>
              <th scope="row">
                <a href={`/claims/${claim.id}`}>{claim.number}</a>
              </th>
              <td class="when">{figures.moment(claim.receivedAt)}</td>
              <td class="aside">{words.kinds[claim.kind]}</td>
              <td class="aside" data-label={words.columns.order}>
                <a href={`/o/${claim.orderId}`}>{claim.orderNumber}</a>
              </td>
              <td class="stage">
                <ClaimStatus state={claim.state} isProposed={false} />
              </td>
              <td class="aside" data-label={words.columns.next}>
                <ClaimDue dueAt={claim.dueAt} at={at} />
              </td>
              <td class="aside" data-label={words.columns.handler}>
                {claim.handlerName ?? words.nobody}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

/** One claim, for the company that complained, and what it may say. */
export const ClaimPage = (
  shown: ClaimSheetShown & {
    formKey: string;
    isSent: boolean;
    mayReopen: boolean;
    waiting: readonly FileNamed[];
    values: Readonly<Record<string, string>>;
    problems: Readonly<Record<string, string>>;
  },
) => {
  const { claims, statements } = useWords();
  const { page: words } = claims;
  const { claim, base, values, problems } = shown;
  const isCredited = claim.settlements.some(({ amountMinor }) => amountMinor > 0);
  return (
    <>
      {shown.isSent && (
        <Notice mood="ok" role="status">
          {words.sent}
        </Notice>
      )}
      <ProblemList
        problems={problems}
        labels={{
          words: words.answerWords,
          files: claims.form.photos,
          reopenWords: words.reopenWords,
          withdrawWords: words.withdrawWords,
        }}
      />
      <ClaimSheet {...shown}>
        {isCredited && shown.seesPrices && (
          <p>
            {words.credited} <a href="/statements">{statements.title}</a>
          </p>
        )}
        {mayDo(claim, 'say') && (
          <form
            class="form"
            method="post"
            action={`${base}/messages`}
            enctype="multipart/form-data"
            hx-boost="false"
          >
            <h2>{words.answer}</h2>
            <input type="hidden" name="key" value={shown.formKey} />
            <TextField
              name="words"
              label={words.answerWords}
              value={values['words']}
              problem={problems['words']}
              required
            />
            <ClaimPhotos
              orderId={claim.id}
              waiting={shown.waiting}
              problem={problems['files']}
              isSentAlone
            />
            <button type="submit">{words.answerSend}</button>
          </form>
        )}
        {shown.mayReopen && (
          <form class="form" method="post" action={`${base}/reopening`} hx-sync="this:drop">
            <h2>{words.reopen}</h2>
            <TextField
              name="reopenWords"
              label={words.reopenWords}
              value={values['reopenWords']}
              problem={problems['reopenWords']}
              required
            />
            <button type="submit">{words.reopenSend}</button>
          </form>
        )}
        {mayDo(claim, 'withdraw') && (
          <details open={problems['withdrawWords'] !== undefined}>
            <summary>{words.withdraw}</summary>
            <form class="form" method="post" action={`${base}/withdrawal`} hx-sync="this:drop">
              <TextField
                name="withdrawWords"
                label={words.withdrawWords}
                value={values['withdrawWords']}
                problem={problems['withdrawWords']}
                rows={2}
              />
              <button type="submit">{words.withdraw}</button>
            </form>
          </details>
        )}
      </ClaimSheet>
    </>
  );
};
