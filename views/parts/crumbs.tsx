import { useWords } from '../language.tsx';

/** A page above the one that is read. */
export type Crumb = { href: string; name: string };

/** The way back up from a page: the pages above it, the highest first. */
export const Crumbs = ({ above }: { above: readonly Crumb[] }) => {
  const { assortment } = useWords();
  return (
    <nav class="crumbs" aria-label={assortment.crumbs}>
      <ol>
        {above.map(({ href, name }) => (
          <li>
            <a href={href}>{name}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
};
