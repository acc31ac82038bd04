/** One request of a buyer. */
export type Ask = {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string;
  /**
   * Which recording of the statements stands for it, and what is peculiar to it
   * in that recording (its cart, person, session and key), in the same order
   * for all requests of a load. Empty for a page, which may be asked again.
   */
  variant: number;
  peculiar: readonly string[];
};

/** The headers of a page that a browser opens. */
export const openingBy = (cookie: string): Record<string, string> => ({
  cookie,
  accept: 'text/html',
});

/** The headers of a form that one of our own pages sends through htmx. */
export const sendingBy = (cookie: string): Record<string, string> => ({
  cookie,
  accept: 'text/html',
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
  'hx-request': 'true',
  'hx-request-type': 'partial',
});
