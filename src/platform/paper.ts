/** What any block of a paper may say of itself; sizes in points. */
type Looks = {
  bold?: boolean;
  fontSize?: number;
  alignment?: 'left' | 'right' | 'center';
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
  );

/** A paper as it is printed: A4, black on white, with its name and the page in the foot. */
export type Paper = {
  title: string;
  language: string;
  /** `YYYY-MM-DD`: the day that the file says it was made, whenever that was. */
  issuedOn: string;
  isWide: boolean;
  content: readonly Block[];
  pageOf: (page: number, pages: number) => string;
};
