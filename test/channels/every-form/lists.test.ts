import { attackEach } from './attack.ts';
import { listsForms } from './lists.forms.ts';

attackEach(listsForms);
