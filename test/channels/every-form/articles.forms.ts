import { exactly, exactlyAsTyped, tick, words } from '../../support/every-form.ts';
import { type Forms, type Ready, cookies, rebar, us } from './cast.ts';

/** The forms of a company's own numbers; the same for its people and for ours. */
function articleForms(
  base: string,
  who: () => Pick<Ready, 'cookie' | 'params'>,
): Record<string, () => Promise<Ready>> {
  const at = (path: string) => `POST ${base}${path}`;
  const pasted = () => exactlyAsTyped(`A-1\t${rebar.sku}`);
  return {
    [at('')]: async () => ({
      ...who(),
      fields: {
        code: words('A-1', { min: 1, max: 64 }),
        goods: exactlyAsTyped(rebar.sku),
        replace: tick(),
      },
    }),
    [at('/removal')]: async () => ({
      ...who(),
      fields: { code: words('A-1', { min: 1, max: 64 }) },
    }),
    [at('/file')]: async () => ({ ...who(), fields: { pasted: pasted() } }),
    [at('/import/file')]: async () => ({
      ...who(),
      fields: { pasted: pasted(), replace: tick() },
    }),
    [at('/problems/file')]: async () => ({ ...who(), fields: { pasted: pasted() } }),
  };
}

export const articlesForms: Forms = {
  ...articleForms('/company/articles', () => ({ cookie: cookies.buyer })),
  ...articleForms('/office/customers/:companyId/articles', () => ({
    ...{ cookie: cookies.manager, params: { companyId: exactly(us.company.id) } },
  })),
};
