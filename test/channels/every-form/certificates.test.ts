import { attackEach } from './attack.ts';
import { certificatesForms } from './certificates.forms.ts';

attackEach(certificatesForms);
