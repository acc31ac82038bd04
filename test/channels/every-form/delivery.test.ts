import { attackEach } from './attack.ts';
import { deliveryForms } from './delivery.forms.ts';

attackEach(deliveryForms);
