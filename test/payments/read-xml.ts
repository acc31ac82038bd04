import { SaxesParser } from 'saxes';

/** An element as a reader who knows nothing of the writer sees it. */
export type XmlElement = { name: string; text: string; children: XmlElement[] };

/** Reads XML strictly by its standard; throws where it is not well-formed or brings a DOCTYPE. */
export function readXml(xml: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const root: XmlElement = { name: '', text: '', children: [] };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a DOCTYPE');
  });
  parser.on('opentag', ({ name }) => {
    const element = { name, text: '', children: [] };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    open.at(-1)!.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  return root;
}

/** The one element along a path of names. */
export function elementAt(root: XmlElement, ...path: string[]): XmlElement {
  return path.reduce((element, name) => {
    const found = element.children.filter((child) => child.name === name);
    if (found.length !== 1) throw new Error(`${found.length} of ${name}`);
    return found[0]!;
  }, root);
}
