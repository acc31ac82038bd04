import { useWords } from '../language.tsx';

/** The pages that are worth a link: the first, the last and those around this one; a gap is undefined. */
function pagesToShow(page: number, pages: number): (number | undefined)[] {
  const near = Array.from({ length: pages }, (_, i) => i + 1).filter(
    (number) => number === 1 || number === pages || Math.abs(number - page) <= 2,
  );
  return near.flatMap((number, i) =>
    i > 0 && number - (near[i - 1] ?? number) > 1 ? [undefined, number] : [number],
  );
}

/** Numbered pages with the total; nothing when there is one page. `hrefOf` gives the address of a page. */
export function Pager(props: { page: number; pages: number; hrefOf: (page: number) => string }) {
  const { shell } = useWords();
  const { page, pages, hrefOf } = props;
  if (pages <= 1) return null;
  return (
    <nav class="pager" aria-label={shell.pages}>
      {page > 1 && (
        <a href={hrefOf(page - 1)} rel="prev" id="page-previous">
          {shell.previous}
        </a>
      )}
      <ol>
        {pagesToShow(page, pages).map((number) => (
          <li>
            {number === undefined && <span aria-hidden="true">…</span>}
            {number !== undefined && (
              <a href={hrefOf(number)} aria-current={number === page ? 'page' : undefined}>
                {number}
              </a>
            )}
          </li>
        ))}
      </ol>
      {page < pages && (
        <a href={hrefOf(page + 1)} rel="next" id="page-next">
          {shell.next}
        </a>
      )}
      <span class="meta">{shell.pageOf(page, pages)}</span>
    </nav>
  );
}
