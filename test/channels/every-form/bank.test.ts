import { attackEach } from './attack.ts';
import { bankForms } from './bank.forms.ts';

attackEach(bankForms);
