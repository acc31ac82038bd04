import { attackEach } from './attack.ts';
import { quotesForms } from './quotes.forms.ts';

attackEach(quotesForms);
