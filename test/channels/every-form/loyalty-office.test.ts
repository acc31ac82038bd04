import { attackEach } from './attack.ts';
import { loyaltyOfficeForms } from './loyalty-office.forms.ts';

attackEach(loyaltyOfficeForms);
