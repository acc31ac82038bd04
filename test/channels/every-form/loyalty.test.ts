import { attackEach } from './attack.ts';
import { loyaltyForms } from './loyalty.forms.ts';

attackEach(loyaltyForms);
