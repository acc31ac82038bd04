import { attackEach } from './attack.ts';
import { officeTermsForms } from './office-terms.forms.ts';

attackEach(officeTermsForms);
