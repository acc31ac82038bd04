import { attackEach } from './attack.ts';
import { tillForms } from './till.forms.ts';

attackEach(tillForms);
