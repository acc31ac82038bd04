import type { PropsWithChildren } from 'hono/jsx';
import type { DocumentContent } from '../../src/payments/document.ts';
import type { DocumentFound } from '../../src/payments/document.queries.ts';
import type { DocumentLine } from '../../src/payments/document-lines.ts';
import { languages, useFigures, useLanguage, useWords } from '../language.tsx';
import { isWeightPaper } from '../../src/payments/document-series.ts';
import { DocumentGoods } from './document-goods.tsx';
import { DocumentStatus } from './document-list.tsx';
import { ScrollRegion } from './scroll-region.tsx';
import { Notice } from './status.tsx';

/** A document as its page shows it. */
export type DocumentShown = {
  document: DocumentFound;
  /** What it says; `undefined` for a format of its own time, which only its kept files show. */
  content: DocumentContent | undefined;
  /** `/documents`, or the office's. */
  base: string;
  ordersAt: string;
};

/** One document: whether it stands, its files, what it says, and what corrects it. `children` are what the reader does with it. */
export const DocumentSheet = (shown: PropsWithChildren<DocumentShown>) => {
  const { papers: words } = useWords();
  const figures = useFigures();
  const { document, content, base, ordersAt } = shown;
  return (
    <>
      <div class="page-head">
        <h1>
          {words.kinds[document.kind]} <span class="code">{document.number}</span>
        </h1>
        <p class="actions">
          <a href={base}>{words.title}</a>
          {document.orderId !== null && (
            <a href={`${ordersAt}/${document.orderId}`}>{words.toOrder}</a>
          )}
        </p>
      </div>
      {document.voidedAt && (
        <Notice mood="err">
          {words.voided(figures.moment(document.voidedAt), document.voidedByName ?? '')}{' '}
          {document.voidReason}
        </Notice>
      )}
      <Files {...shown} />
      <Facts {...shown} />
      {content && 'vehicle' in content && <DocumentGoods content={content} />}
      {content && 'lines' in content && <Lines lines={content.lines} />}
      {document.corrections.length > 0 && (
        <section>
          <h2>{words.corrections}</h2>
          <ul>
            {document.corrections.map((note) => (
              <li>
                <a class="code" href={`${base}/${note.id}`}>
                  {note.number}
                </a>{' '}
                <DocumentStatus state={note.state} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {shown.children}
    </>
  );
};

/** The same paper in each language, that of its company first, and what the register takes. */
const Files = ({ document, base }: DocumentShown) => {
  const { papers: words } = useWords();
  const own = languages.filter(({ code }) => code === document.language);
  const others = languages.filter(({ code }) => code !== document.language);
  const hasXml = document.kind === 'tax-invoice' || document.kind === 'credit-note';
  return (
    <p class="actions">
      {[...own, ...others].map(({ code }, index) => (
        <a
          href={`${base}/${document.id}.pdf${index === 0 ? '' : `?in=${code}`}`}
          class={index === 0 ? 'button primary' : undefined}
          hx-boost="false"
          download
        >
          {words.pdfIn[code]}
        </a>
      ))}
      {document.state === 'void' && (
        <a href={`${base}/${document.id}.pdf?as=issued`} hx-boost="false" download>
          {words.asIssued}
        </a>
      )}
      {hasXml && (
        <a href={`${base}/${document.id}.xml`} hx-boost="false" download>
          {words.xml}
        </a>
      )}
    </p>
  );
};

const Facts = ({ document, content, base }: DocumentShown) => {
  const { papers: words } = useWords();
  const figures = useFigures();
  const totals = content && 'totals' in content ? content.totals : undefined;
  return (
    <dl class="facts">
      <dt>{words.state}</dt>
      <dd>
        <DocumentStatus state={document.state} />
      </dd>
      <dt>{words.company}</dt>
      <dd>{document.companyName}</dd>
      <dt>{words.issuedOn}</dt>
      <dd>
        {figures.date(document.issuedOn)}
        {content && `, ${content.issuedByName}`}
      </dd>
      {document.turnoverOn !== null && (
        <>
          <dt>{words.turnoverOn}</dt>
          <dd>{figures.date(document.turnoverOn)}</dd>
        </>
      )}
      {document.turnoverOn !== null && (
        <>
          <dt>{words.register.number}</dt>
          <dd class={document.registrationNumber === null ? 'meta' : 'code'}>
            {document.registrationNumber ?? words.register.none}
          </dd>
        </>
      )}
      {document.correctsId !== null && (
        <>
          <dt>{words.corrects}</dt>
          <dd>
            <a class="code" href={`${base}/${document.correctsId}`}>
              {document.correctsNumber}
            </a>
          </dd>
        </>
      )}
      {content?.kind === 'credit-note' && (
        <>
          <dt>{words.reasonGiven}</dt>
          <dd>{content.reason}</dd>
        </>
      )}
      {totals && (
        <>
          <dt>{words.net}</dt>
          <dd class="amount">{figures.moneyExact(totals.netMinor)}</dd>
          {totals.byRate.map(({ vatRateBp, vatMinor }) => (
            <>
              <dt>{words.vat(figures.percent(vatRateBp))}</dt>
              <dd class="amount">{figures.moneyExact(vatMinor)}</dd>
            </>
          ))}
        </>
      )}
      {!isWeightPaper(document.kind) && (
        <>
          <dt>{words.amount}</dt>
          <dd>
            <strong class="amount">{figures.moneyExact(document.grossMinor)}</strong>
          </dd>
        </>
      )}
      {content?.kind === 'proforma' && (
        <>
          <dt>{words.toPay}</dt>
          <dd>
            <strong class="amount">{figures.moneyExact(content.toPayMinor)}</strong>
            {content.dueOn !== null && ` ${words.dueOn(figures.date(content.dueOn))}`}
          </dd>
        </>
      )}
    </dl>
  );
};

const Lines = ({ lines }: { lines: readonly DocumentLine[] }) => {
  const { papers: words, shell } = useWords();
  const figures = useFigures();
  const language = useLanguage();
  return (
    <section>
      <h2>{words.lines}</h2>
      <ScrollRegion label={`${words.lines}: ${shell.tableScrolls}`} folds>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col" class="num">
                {words.weight}
              </th>
              <th scope="col" class="num">
                {words.net}
              </th>
              <th scope="col" class="num">
                {words.amount}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr>
                <th scope="row">
                  {line.position}. {line.name[language]}
                </th>
                <td class="num" data-label={words.weight}>
                  {line.weightG === null ? '—' : figures.massT(line.weightG)}
                </td>
                <td class="num amount" data-label={words.net}>
                  {figures.moneyExact(line.netMinor)}
                </td>
                <td class="num amount" data-label={words.amount}>
                  {figures.moneyExact(line.grossMinor)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
};
