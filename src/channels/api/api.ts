import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { KeyEnv } from '../env.ts';
import { anyone, keyHolder } from '../guards.ts';
import { planCutting, postCuttingPlan } from './cutting-plan.ts';
import { postMass, weigh } from './mass.ts';
import { getParse, parseMany, parseOne, postParse } from './parse.ts';
import { Unprocessable } from './problem.ts';
import { getProduct, getProducts, listProducts, readProduct } from './products.ts';

/** Bodies are JSON, and say so. */
const onlyJson: MiddlewareHandler = async (c, next) => {
  const isSent = c.req.method !== 'GET' && c.req.method !== 'HEAD';
  const [kind = ''] = (c.req.header('content-type') ?? '').toLowerCase().split(/\s*;/);
  if (isSent && kind !== 'application/json') throw new HTTPException(415);
  await next();
};

/** Prices of one company: nobody on the way may keep them. */
const notKept: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('Cache-Control', 'no-store');
};

/**
 * For a company's programs, by its keys: what lines mean, what is sold at the own
 * price, masses, cutting plans. It changes nothing, has no session, and answers
 * failures as problems. The description is made of the same schemas that read
 * requests and type the answers.
 */
export const api = new OpenAPIHono<KeyEnv>({
  // What cannot be understood is told field by field.
  defaultHook: (result) => {
    if (result.success) return;
    throw new Unprocessable(
      result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
    );
  },
});

api.use('/v1/*', keyHolder(), onlyJson, notKept);
api.openapi(getParse, parseOne);
api.openapi(postParse, parseMany);
api.openapi(getProducts, listProducts);
api.openapi(getProduct, readProduct);
api.openapi(postMass, weigh);
api.openapi(postCuttingPlan, planCutting);
api.openAPIRegistry.registerComponent('securitySchemes', 'key', {
  ...{ type: 'http', scheme: 'bearer' },
  description: 'A key of the company, made by its administrator at /company/keys',
});

const description = api.getOpenAPI31Document({
  openapi: '3.1.0',
  info: {
    title: 'Counterweight',
    version: '1',
    description:
      'Numbers carry their units in their names: G grams, Mm millimetres, Um micrometres, MgPerM milligrams a metre, Minor tiyin, Bp hundredths of a per cent, Milli thousandths.',
  },
  servers: [{ url: '/api' }],
});
api.get('/openapi.json', anyone(), (c) => c.json(description));
