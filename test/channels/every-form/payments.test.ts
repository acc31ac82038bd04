import { attackEach } from './attack.ts';
import { paymentsForms } from './payments.forms.ts';

attackEach(paymentsForms);
