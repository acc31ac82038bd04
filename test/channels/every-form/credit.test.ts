import { attackEach } from './attack.ts';
import { creditForms } from './credit.forms.ts';

attackEach(creditForms);
