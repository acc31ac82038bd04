import { expect, test } from 'vitest';
import { compactHtml } from '../../views/compact-html.ts';

const written = async (html: unknown) => String(await html);

test('drops the line breaks between tags, the ends that HTML does without, and keeps line breaks between attributes as one space', async () => {
  const cell = compactHtml`
    <td class="n">
      <input name="q"
        ${compactHtml` value="1"`} data-num
      /><b>two  spaces</b>
    </td>
    ${[1, 2].map((each) => compactHtml`<td>${each}</td>`)}
    `;

  expect(await written(cell)).toBe(
    '<td class="n"><input name="q" value="1" data-num /><b>two  spaces</b><td>1<td>2',
  );
});

test('escapes what it is given, and leaves its line breaks', async () => {
  expect(await written(compactHtml`<td title="${'"\n<'}">${'<b>&\n</b>'}</td>`)).toBe(
    '<td title="&quot;\n&lt;">&lt;b&gt;&amp;\n&lt;/b&gt;',
  );
});
