import type { Words } from '../en.ts';

export const agreed: Words['agreed'] = {
  required: 'Әр тапсырыста міндетті',
  nothing: 'басқа ештеңе',
  fields: {
    'purchase-number': 'өтінім нөмірі',
    'cost-centre': 'шығын орталығы',
    site: 'жеткізу нысаны',
    contact: 'қабылдаушы',
    certificate: 'сертификат',
  },
  askFor: (fields) => `Шарт бойынша әр тапсырыста міндетті: ${fields}.`,
  certificate: 'Сертификат (EN 10204)',
  anyCertificate: 'Қолда бары',
  certificates: {
    '2.1': '2.1, сәйкестік декларациясы',
    '2.2': '2.2, сынақ хаттамасы',
    '3.1': '3.1, зауыт сертификаты',
    '3.2': '3.2, тәуелсіз қабылдаумен сертификат',
  },
};
