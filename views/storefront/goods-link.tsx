import type { LinkedGoods, LinkedHeat } from '../../src/delivery/goods-link.queries.ts';
import { useNameOf, useWords } from '../language.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';

/** What the code on the papers and labels of a vehicle opens: each heat of its goods with its certificates. */
export const LinkedGoodsPage = ({ goods, base }: { goods: LinkedGoods; base: string }) => {
  const { papers, columns, shell } = useWords();
  const { vehicle: words } = papers;
  return (
    <>
      <h1>{words.goods(goods.number)}</h1>
      <p class="meta">{words.goodsLead}</p>
      {goods.heats.length === 0 ? (
        <p class="empty">{words.noGoods}</p>
      ) : (
        <ScrollRegion label={`${words.certificate}: ${shell.tableScrolls}`} folds>
          <table>
            <thead>
              <tr>
                <th scope="col">{columns.name}</th>
                <th scope="col">{words.heat}</th>
                <th scope="col">{words.certificate}</th>
              </tr>
            </thead>
            <tbody>
              {goods.heats.map((heat) => (
                <Heat heat={heat} base={base} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </>
  );
};

const Heat = ({ heat, base }: { heat: LinkedHeat; base: string }) => {
  const { papers, certificates: said } = useWords();
  const { vehicle: words } = papers;
  const nameOf = useNameOf();
  return (
    <tr>
      <th scope="row">
        {nameOf(heat)} <small class="meta code">{heat.sku}</small>
      </th>
      <td data-label={words.heat}>
        <span class="code">{heat.heatNumber}</span>
      </td>
      <td data-label={words.certificate}>
        {heat.certificates.length === 0 && (heat.isWaived ? words.waived : words.missing)}
        {heat.certificates.map(({ id, number, hasFile }) => (
          <p>
            <a class="code" href={`${base}/${id}`}>
              {number}
            </a>{' '}
            {hasFile && (
              <a
                href={`${base}/${id}/file`}
                hx-boost="false"
                download
                aria-label={`${said.download}: ${number}`}
              >
                {said.download}
              </a>
            )}
          </p>
        ))}
      </td>
    </tr>
  );
};
