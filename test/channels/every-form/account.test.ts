import { attackEach } from './attack.ts';
import { accountForms } from './account.forms.ts';

attackEach(accountForms);
