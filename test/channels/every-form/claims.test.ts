import { attackEach } from './attack.ts';
import { claimsForms } from './claims.forms.ts';

attackEach(claimsForms);
