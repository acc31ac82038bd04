import { type RawBuilder, sql } from 'kysely';

/** What is free of a product at branches other than an order's, as JSON of `Elsewhere`. */
export const elsewhereSql = (of: {
  productId: RawBuilder<unknown>;
  branchCode: RawBuilder<unknown>;
}) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object('branchCode', lying.branch_code, 'departsOn', other.departs_on,
                                                'freeG', lying.on_hand_g - lying.reserved_g)), '[]')
   from stock_level as lying join branch as other on other.code = lying.branch_code
   where lying.product_id = ${of.productId} and lying.branch_code <> ${of.branchCode}
     and lying.on_hand_g > lying.reserved_g)`;
