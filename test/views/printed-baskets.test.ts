import { expect, test } from 'vitest';
import type { DocumentContent } from '../../src/payments/document.ts';
import { documentTotals } from '../../src/payments/document-lines.ts';
import { eInvoiceXml } from '../../src/payments/e-invoice.ts';
import { renderPdf } from '../../src/platform/gateways/pdf.ts';
import { documentPaper } from '../../views/documents/paper.ts';
import { type Reckoned, reckonLine, reckonTotals } from '../payments/oracle.ts';
import { elementAt, readXml, type XmlElement } from '../payments/read-xml.ts';
import { someBaskets } from '../payments/some-baskets.ts';
import {
  aCreditNote,
  anOrderConfirmation,
  anOrderedLine,
  aProforma,
  aTaxInvoice,
} from '../payments/some-documents.ts';
import { readPdf } from './read-pdf.ts';
import { type Language, languages, written } from './written-money.ts';

/** How many baskets are printed; another number may come from the environment, 100 000 take an hour. */
const PRINTED = Number(process.env['PRINTED_BASKETS'] ?? 200);
/** The baskets of a run that failed are made again by its seed. */
const SEED = Number(process.env['ORACLE_SEED'] ?? Date.now() % 1_000_000_000);
/** Baskets on one document, in turn: most are long ones, for the pages they turn. */
const ON_ONE = [1, 5, 25, 50];
const MS_PER_BASKET = 600;

type Content = Extract<DocumentContent, { totals: unknown }>;
type Totalled = ReturnType<typeof documentTotals<Content['lines'][number]>>;

const kinds: readonly ((lined: Totalled) => Content)[] = [
  (lined) => anOrderConfirmation([], lined),
  (lined) => aTaxInvoice([], lined),
  (lined) => ({ ...aProforma(), ...lined }),
  (lined) => ({ ...aCreditNote(), ...lined }),
];

/** As the shop prints: what was frozen is read back from JSON. */
const frozen = (content: Content) => JSON.parse(JSON.stringify(content)) as Content;

/** What the paper must say of a line or a sum: without VAT, and the VAT beside the whole. */
const wordsOf = ({ net, vat, gross }: Reckoned, language: Language) => [
  written(net, language),
  `${written(vat, language)} ${written(gross, language)}`,
];

const fieldOf = ({ children }: XmlElement, name: string) =>
  BigInt(children.find((child) => child.name === name)!.text.replace('.', ''));

/** The lines of an electronic invoice, and its totals as the last. */
function reckonedInXml(xml: string): Reckoned[] {
  const set = elementAt(
    readXml(xml),
    ...['esf:invoiceContainer', 'invoiceSet', 'v2:invoice', 'productSet'],
  );
  const lines = elementAt(set, 'products').children.map((product) => ({
    net: fieldOf(product, 'priceWithoutTax'),
    vat: fieldOf(product, 'ndsAmount'),
    gross: fieldOf(product, 'priceWithTax'),
  }));
  const whole = {
    net: fieldOf(set, 'totalPriceWithoutTax'),
    vat: fieldOf(set, 'totalNdsAmount'),
    gross: fieldOf(set, 'totalPriceWithTax'),
  };
  return [...lines, whole];
}

test(
  `${PRINTED} baskets are printed, and told to the tax office, as an oracle reckons them`,
  async () => {
    const baskets = someBaskets(SEED);
    const [sample] = aProforma([anOrderedLine()]).lines;
    for (let printed = 0, at = 0; printed < PRINTED; at += 1) {
      const onIt = Math.min(ON_ONE[at % ON_ONE.length]!, PRINTED - printed);
      printed += onIt;
      const language = languages[at % languages.length]!;
      const sold = Array.from({ length: onIt }, () => baskets.next().value).flat();
      const lined = documentTotals(
        sold.map(({ line }, index) => ({ ...sample!, ...line, position: index + 1 })),
      );
      const content = frozen(kinds[Math.trunc(at / ON_ONE.length) % kinds.length]!(lined));
      const lines = sold.map(({ fact }) => reckonLine(fact));
      const reckoned = [...lines, reckonTotals(lines)];
      const which = `seed ${SEED}, document ${at}, a ${content.kind} in ${language}`;

      const { text } = await readPdf(await renderPdf(documentPaper(content, language, '')));

      const missing = reckoned
        .flatMap((each) => wordsOf(each, language))
        .filter((words) => !text.includes(words));
      expect(missing, which).toEqual([]);
      const told =
        content.kind === 'tax-invoice' || content.kind === 'credit-note'
          ? reckonedInXml(eInvoiceXml(content))
          : reckoned;
      expect(told, which).toEqual(reckoned);
    }
  },
  120_000 + PRINTED * MS_PER_BASKET,
);
