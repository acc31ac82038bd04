import type { Hono } from 'hono';
import type { Env } from '../../src/channels/env.ts';
import { catalogue } from '../../src/channels/storefront/catalogue.tsx';
import { home } from '../../src/channels/storefront/home.tsx';
import { product } from '../../src/channels/storefront/product.tsx';
import { search } from '../../src/channels/storefront/search.tsx';
import { anApp } from '../support/app.ts';

/** The whole program; the catalogue's channels are mounted where the program does not do it itself. */
export async function aStorefront() {
  const made = await anApp();
  mountCatalogue(made.app);
  return made;
}

export function mountCatalogue(app: Hono<Env>): void {
  const isThere = (path: string) =>
    app.routes.some((route) => route.path === path && route.method === 'GET');
  if (!isThere('/')) app.route('/', home);
  if (!isThere('/c/:slug')) app.route('/c', catalogue);
  if (!isThere('/p/:sku')) app.route('/p', product);
  if (!isThere('/search')) app.route('/search', search);
}
