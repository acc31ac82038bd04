/**
 * What we use of pdfmake. The published types bring the DOM into every file of a
 * program that has none.
 */
declare module 'pdfmake' {
  const pdfmake: {
    virtualfs: { writeFileSync: (name: string, content: Uint8Array) => void };
    setFonts: (fonts: Readonly<Record<string, { normal: string; bold: string }>>) => void;
    setUrlAccessPolicy: (isAllowed: (url: string) => boolean) => void;
    setLocalAccessPolicy: (isAllowed: (path: string) => boolean) => void;
    setTableLayouts: (layouts: Readonly<Record<string, object>>) => void;
    createPdf: (definition: object) => { getBuffer: () => Promise<Buffer> };
  };
  export = pdfmake;
}
