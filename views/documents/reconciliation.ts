import { amountInWords } from '../../src/measures/amount-in-words.ts';
import type { ReconciliationAct } from '../../src/payments/document.ts';
import type { Block, Cell, Paper } from '../../src/platform/paper.ts';
import { bothSign, facts, head, num, paperOf, partyLine, writtenOut } from './parts.ts';
import type { Tongue } from './tongue.ts';

type Entry = ReconciliationAct['entries'][number];

/** What the account stands at by both sides' books, entry by entry, and who owes whom what at the end. */
export function reconciliationPaper(content: ReconciliationAct, tongue: Tongue): Paper {
  const { words, figures } = tongue;
  const { seller, buyer, agreement, fromDay, untilDay } = content;
  const [from, until] = [figures.date(fromDay), figures.date(untilDay)];
  return paperOf(content, tongue, {
    kindName: words.titles.reconciliation,
    blocks: [
      { text: words.act(seller.name, buyer.name, from, until), bold: true, margin: [0, -4, 0, 6] },
      facts([
        [words.seller, partyLine(seller, tongue)],
        [words.buyer, partyLine(buyer, tongue)],
        [words.agreement, agreement && tongue.paperOf(agreement)],
      ]),
      { text: words.actIntro(seller.name, buyer.name), margin: [0, 0, 0, 6] },
      entriesOf(content, tongue),
      ...disagreementsOf(content, tongue),
      {
        stack: [
          ...balanceSaid(content, tongue),
          bothSign(
            [
              { party: seller, name: seller.directorName },
              { party: buyer, name: content.buyerSignatoryName },
            ],
            tongue,
          ),
        ],
        unbreakable: true,
      },
    ],
  });
}

/** Both sides beside each other; what the buyer has not answered stays free for his hand. */
function entriesOf(content: ReconciliationAct, tongue: Tongue): Block {
  const { words, figures } = tongue;
  const { seller, buyer, entries, fromDay, untilDay } = content;
  const { openingMinor, debitMinor, creditMinor, closingMinor } = content;
  const theirs = theirSums(content);
  const money = (minor: number | null | undefined): Cell =>
    num(minor ? figures.bare.moneyExact(minor) : '');
  const sides = (owedToUs: number | null) => [
    money(owedToUs !== null && owedToUs > 0 ? owedToUs : null),
    money(owedToUs !== null && owedToUs < 0 ? -owedToUs : null),
  ];
  const bold = (text: string): Cell => ({ text, bold: true });
  const opening = () => bold(words.opening(figures.date(fromDay)));
  const closing = () => bold(words.closing(figures.date(untilDay)));
  const named = (entry: Entry) => `${figures.date(entry.onDay)}, ${paperOfEntry(entry, tongue)}`;
  const { opening: theirOpening, closing: theirClosing } = theirs;
  // In the buyer's books what he owes us stands in the credit.
  const mirrored = (owedToUs: number | null) => sides(owedToUs).toReversed();
  return {
    table: {
      headerRows: 2,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: ['*', 'auto', 'auto', '*', 'auto', 'auto'],
      body: [
        [
          head(words.byBooksOf(seller.name), { colSpan: 3 }),
          ...['', ''],
          head(words.byBooksOf(buyer.name), { colSpan: 3 }),
          ...['', ''],
        ],
        [
          words.dayAndPaper,
          words.debit,
          words.credit,
          words.dayAndPaper,
          words.debit,
          words.credit,
        ].map((text) => head(text)),
        [opening(), ...sides(openingMinor), opening(), ...mirrored(theirOpening)],
        ...entries.map((entry): Cell[] => [
          named(entry),
          money(entry.debitMinor),
          money(entry.creditMinor),
          entry.theirs === null ? '' : named(entry),
          money(entry.theirs?.debitMinor),
          money(entry.theirs?.creditMinor),
        ]),
        [
          bold(words.turnover),
          money(debitMinor),
          money(creditMinor),
          bold(words.turnover),
          money(theirs.debitMinor),
          money(theirs.creditMinor),
        ],
        [closing(), ...sides(closingMinor), closing(), ...mirrored(theirClosing)],
      ],
    },
    layout: 'ruled',
    fontSize: 7.5,
    margin: [0, 0, 0, 6],
  };
}

type TheirSums = {
  opening: number | null;
  debitMinor: number | null;
  creditMinor: number | null;
  closing: number | null;
};

/** The buyer's turnover and closing balance, once he has answered for every entry. */
function theirSums({ entries, theirOpeningMinor: opening }: ReconciliationAct): TheirSums {
  const answered = entries.flatMap(({ theirs }) => theirs ?? []);
  if (answered.length < entries.length)
    return { opening, debitMinor: null, creditMinor: null, closing: null };
  const debitMinor = answered.reduce((sum, entry) => sum + entry.debitMinor, 0);
  const creditMinor = answered.reduce((sum, entry) => sum + entry.creditMinor, 0);
  const closing = opening === null ? null : opening + creditMinor - debitMinor;
  return { opening, debitMinor, creditMinor, closing };
}

/** What an entry is of: its kind, and its number where it has one. */
const paperOfEntry = ({ kind, number }: Entry, { words }: Tongue): string =>
  number === ''
    ? words.entryKinds[kind]
    : `${words.entryKinds[kind]} ${words.paperUndated(number)}`;

/** Where the buyer's books say something else, with his reason. */
function disagreementsOf({ entries }: ReconciliationAct, tongue: Tongue): Block[] {
  const { figures, words } = tongue;
  const disputed = entries.flatMap((entry) => {
    const { debitMinor, creditMinor, theirs } = entry;
    if (theirs === null) return [];
    const differenceMinor = debitMinor - creditMinor - (theirs.creditMinor - theirs.debitMinor);
    if (differenceMinor === 0 && theirs.note === '') return [];
    const paper = paperOfEntry(entry, tongue);
    const note = theirs.note === '' ? '' : `. ${theirs.note}`;
    return [{ text: `${paper}: ${figures.moneyExact(differenceMinor)}${note}` }];
  });
  if (disputed.length === 0) return [];
  return [
    {
      stack: [{ text: words.disagreements, bold: true }, ...disputed],
      margin: [0, 0, 0, 6],
    },
  ];
}

/** Who owes whom by our books, in figures and in words. */
function balanceSaid(content: ReconciliationAct, tongue: Tongue): Block[] {
  const { words, figures, language } = tongue;
  const { seller, buyer, closingMinor, untilDay, currency } = content;
  const day = figures.date(untilDay);
  const [debtor, creditor] = closingMinor > 0 ? [buyer, seller] : [seller, buyer];
  const owedMinor = Math.abs(closingMinor);
  if (owedMinor === 0) return [{ text: words.nobodyOwes(day, seller.name) }];
  const amount = figures.moneyExact(owedMinor);
  return [
    { text: words.owed(day, debtor.name, creditor.name, amount, seller.name) },
    writtenOut(amountInWords(owedMinor, language, currency)),
  ];
}
