import { attackEach } from './attack.ts';
import { documentsForms } from './documents.forms.ts';

attackEach(documentsForms);
