import { newSessionToken } from '../people/session-token.ts';
import type { Tx } from '../platform/db/database.ts';
import { keepGoodsLink } from './goods-link.queries.ts';

/** As long as papers of a building are asked for by those who check it: three years. */
const LINK_DAYS = 1096;
const DAY_MS = 86_400_000;

/**
 * The path under which the certificates of exactly the goods on a vehicle are read
 * by whoever holds one of its papers or labels: 256 random bits, one for a
 * vehicle, for three years. Asking again gives the same.
 */
export async function goodsPath(
  tx: Tx,
  of: { shipmentId: string; companyId: string; at: Date },
): Promise<string> {
  const expiresAt = new Date(of.at.getTime() + LINK_DAYS * DAY_MS);
  return pathOfGoods(await keepGoodsLink(tx, { ...of, token: newSessionToken(), expiresAt }));
}

/** The path that a token stands in. */
export const pathOfGoods = (token: string): string => `/goods/${token}`;
