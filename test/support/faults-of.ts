import { source } from 'axe-core';
import type { Page } from 'playwright-core';

type Broken = { id: string; elements: string[] };

/** Asks the checker in the page; says only what breaks a rule, since the rest is long and nobody reads it. */
const ask = (tags: readonly string[]) => `axe
  .run(document, ${JSON.stringify({ resultTypes: ['violations'], ...(tags.length > 0 && { runOnly: tags }) })})
  .then(({ violations }) => violations.map(({ id, nodes }) => ({ id, elements: nodes.map(({ html }) => html) })))`;

/**
 * What a checker of accessibility (axe) holds against a page as it stands now: each rule with
 * the element that breaks it. With `tags` only the rules of these standards are asked. The
 * checker is read by a page once, however often it is asked.
 */
export async function faultsOf(page: Page, tags: readonly string[] = []): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(source);
  const broken = await page.evaluate<Broken[]>(ask(tags));
  return broken.flatMap(({ id, elements }) => elements.map((html) => `${id}: ${html}`));
}
