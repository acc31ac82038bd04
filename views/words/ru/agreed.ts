import type { Words } from '../en.ts';

export const agreed: Words['agreed'] = {
  required: 'В каждом заказе обязательно',
  nothing: 'больше ничего',
  fields: {
    'purchase-number': 'номер заявки',
    'cost-centre': 'центр затрат',
    site: 'объект доставки',
    contact: 'получатель',
    certificate: 'сертификат',
  },
  askFor: (fields) => `По договору в каждом заказе обязательно: ${fields}.`,
  certificate: 'Сертификат (EN 10204)',
  anyCertificate: 'Какой есть',
  certificates: {
    '2.1': '2.1, декларация соответствия',
    '2.2': '2.2, протокол испытаний',
    '3.1': '3.1, сертификат завода',
    '3.2': '3.2, сертификат с независимой приёмкой',
  },
};
