import type { PropsWithChildren } from 'hono/jsx';
import { useWords } from '../language.tsx';
import { ScrollRegion } from './scroll-region.tsx';

type Column = { label: string; isNumber?: boolean };

/** A table of money, by its columns. */
export const MoneyTable = ({
  label,
  columns,
  children,
}: PropsWithChildren<{ label: string; columns: readonly Column[] }>) => (
  <ScrollRegion label={`${label}: ${useWords().shell.tableScrolls}`} folds>
    <table>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" class={column.isNumber ? 'n' : undefined}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </ScrollRegion>
);
