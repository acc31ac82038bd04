/** What any block of a paper may say of itself; sizes in points. */
type Looks = {
  bold?: boolean;
  fontSize?: number;
  alignment?: 'left' | 'right' | 'center';
  /** What stands on a page of its own. */
  pageBreak?: 'before';
  /** Left, top, right, bottom. */
  margin?: readonly [number, number, number, number];
  width?: number | '*' | 'auto';
};

/** Words of which some may be bold. */
type Span = string | { text: string; bold?: boolean; fontSize?: number };

/** A cell of a table; a cell that another one reaches over is `''`. */
export type Cell = string | (Block & { colSpan?: number; rowSpan?: number });

/**
 * A block of a paper: text, blocks above each other, blocks side by side, a table,
 * a code to be scanned. It is the part of pdfmake's language that our papers
 * speak, so that views name no library.
 */
export type Block = Looks &
  (
    | { text: string | readonly Span[] }
    /** `unbreakable` keeps it on one page. */
    | { stack: readonly Block[]; unbreakable?: boolean }
    | { columns: readonly Block[]; columnGap?: number }
    | {
        table: {
          widths: readonly (number | '*' | 'auto')[];
          body: readonly (readonly Cell[])[];
          /** So many rows come again on every page. */
          headerRows?: number;
          /** No row goes over the end of a page. */
          dontBreakRows?: true;
          keepWithHeaderRows?: number;
        };
        /** Hairlines around every cell, or none at all. */
        layout: 'ruled' | 'plain';
      }
    | { qr: string; fit: number; eccLevel?: 'L' | 'M' }
    /** A text of plain signs as bars for a scanner, in the middle of so much room. */
    | { code128: string; size: { width: number; height: number } }
  );

/** A paper as it is printed: black on white; on A4 with its name and the page in the foot. */
export type Paper = {
  title: string;
  language: string;
  /** `YYYY-MM-DD`: the day that the file says it was made, whenever that was. */
  issuedOn: string;
  isWide: boolean;
  /** Of labels, which have no foot: width and height in millimetres. Absent for A4. */
  labelMm?: { width: number; height: number };
  /** A word that stands pale across each page. */
  across?: string;
  content: readonly Block[];
  pageOf: (page: number, pages: number) => string;
};
