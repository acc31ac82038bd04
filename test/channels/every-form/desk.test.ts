import { attackEach } from './attack.ts';
import { deskForms } from './desk.forms.ts';

attackEach(deskForms);
