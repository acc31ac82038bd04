/** What is remembered of the places that a company has goods brought to, with its facts as `TradeEvent` has them. */
export type SiteEvent = { type: 'site.opened' | 'site.closed'; siteId: string; name: string };
