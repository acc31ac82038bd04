import type { CertificateKind, OrderField } from '../../../src/platform/db/schema.ts';

/** What a company and we agreed of its orders, beside prices and payment. */
export const agreed = {
  required: 'Every order must say',
  nothing: 'nothing more',
  fields: {
    'purchase-number': 'purchase order number',
    'cost-centre': 'cost centre',
    site: 'delivery site',
    contact: 'who receives',
    certificate: 'certificate',
  } satisfies Record<OrderField, string>,
  askFor: (fields: string) => `The agreement asks every order to say: ${fields}.`,
  certificate: 'Certificate (EN 10204)',
  anyCertificate: 'The one that there is',
  certificates: {
    '2.1': '2.1, declaration of compliance',
    '2.2': '2.2, test report',
    '3.1': '3.1, certificate of the mill',
    '3.2': '3.2, certificate with an outside inspector',
  } satisfies Record<CertificateKind, string>,
};
