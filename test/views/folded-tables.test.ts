import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { wordsFor } from '../../views/language.tsx';

const styles = readFileSync(new URL('../../public/site.css', import.meta.url), 'utf8');

/** What the last rule that speaks for a language says of each unit. */
function unitsIn(language: 'en' | 'ru' | 'kk'): Record<string, string> {
  const said: Record<string, string> = {};
  for (const [, selector = '', body = ''] of styles.matchAll(/(:root[^{]*) \{\n([^}]*)\}/g)) {
    const isMeant = !selector.includes(':lang') || selector.includes(`:lang(${language})`);
    for (const [, name = '', text = ''] of body.matchAll(/--([\w-]+): '([^']*)';/g)) {
      if (isMeant) said[name] = text;
    }
  }
  return said;
}

describe.each(['en', 'ru', 'kk'] as const)('on a telephone, in %s', (language) => {
  test('figures carry the units that the words of the shop use', () => {
    const { units } = wordsFor(language);

    expect(unitsIn(language)).toMatchObject({
      'in-m': ` ${units.m}`,
      'in-kg': ` ${units.kg}`,
      'in-t': ` ${units.t}`,
      'per-m': `/${units.m}`,
      'per-piece': `/${units.pcs}`,
      'per-t': `/${units.t}`,
    });
  });
});
