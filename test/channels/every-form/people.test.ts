import { attackEach } from './attack.ts';
import { peopleForms } from './people.forms.ts';

attackEach(peopleForms);
