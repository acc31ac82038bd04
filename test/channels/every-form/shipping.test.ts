import { attackEach } from './attack.ts';
import { shippingForms } from './shipping.forms.ts';

attackEach(shippingForms);
