/** The two views of a queue: what is open, and everything. */
export const OpenOrAll = (shown: {
  label: string;
  base: string;
  which: 'open' | 'all';
  open: string;
  all: string;
}) => {
  const { label, base, which } = shown;
  return (
    <nav class="chips" aria-label={label}>
      <a class="chip" href={base} aria-current={which === 'open' ? 'page' : undefined}>
        {shown.open}
      </a>
      <a class="chip" href={`${base}?show=all`} aria-current={which === 'all' ? 'page' : undefined}>
        {shown.all}
      </a>
    </nav>
  );
};
