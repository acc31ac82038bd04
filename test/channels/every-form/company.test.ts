import { attackEach } from './attack.ts';
import { companyForms } from './company.forms.ts';

attackEach(companyForms);
