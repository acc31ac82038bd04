import { html } from 'hono/html';

const squeezed = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/**
 * A template as `html` writes it, without the line breaks and the indentation of
 * the source and without the ends of cells, rows and options, which HTML lets be
 * left out: every row of a long table would carry them. Escapes as `html` does. A
 * line may only be broken between tags or between attributes.
 */
export const compactHtml = (strings: TemplateStringsArray, ...values: unknown[]) =>
  html(squeezedOf(strings), ...values);

/** Each template is squeezed once: the same call always brings the same strings. */
function squeezedOf(strings: TemplateStringsArray): TemplateStringsArray {
  const known = squeezed.get(strings);
  if (known) return known;
  const made = Object.assign(strings.map(squeeze), { raw: strings.raw });
  squeezed.set(strings, made);
  return made;
}

const squeeze = (text: string) =>
  text
    .replaceAll(/>\n\s*/g, '>')
    .replaceAll(/\n\s*(?=<|$)/g, '')
    .replaceAll(/\n\s*/g, ' ')
    .replaceAll(/<\/(?:td|th|tr|option)>/g, '');
