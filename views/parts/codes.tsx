import { useWords } from '../language.tsx';

/** Our SKU, and before it the number of the company's own books where it has one. */
export const Codes = ({ sku, ownCode }: { sku: string; ownCode: string | null }) => {
  const { articles } = useWords();
  return (
    <>
      {ownCode !== null && (
        <>
          <small class="own-code" title={articles.ownCode}>
            <span class="visually-hidden">{articles.ownCode} </span>
            {ownCode}
          </small>{' '}
        </>
      )}
      <small class="sku">{sku}</small>
    </>
  );
};
