import type { Child, PropsWithChildren } from 'hono/jsx';
import { useWords } from '../../language.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';

/** The numbers of a chart, folded away until somebody wants them. */
export const AsTable = (props: PropsWithChildren<{ label: string; heads: readonly string[] }>) => (
  <details>
    <summary>
      {useWords().loyalty.table}: {props.label}
    </summary>
    <PlainTable {...props} />
  </details>
);

/** A table of numbers whose first column names the row. */
export const PlainTable = (
  props: PropsWithChildren<{ label: string; heads: readonly string[] }>,
) => (
  <ScrollRegion label={props.label}>
    <table class="compact">
      <thead>
        <tr>
          {props.heads.map((head, at) => (
            <th scope="col" class={at === 0 ? undefined : 'n'}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  </ScrollRegion>
);

/** A row of it: its name, and what stands in its columns. */
export const PlainRow = (props: { name: Child; cells: readonly Child[] }) => (
  <tr>
    <th scope="row">{props.name}</th>
    {props.cells.map((cell) => (
      <td class="n">{cell}</td>
    ))}
  </tr>
);
