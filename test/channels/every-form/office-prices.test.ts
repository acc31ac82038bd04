import { attackEach } from './attack.ts';
import { officePricesForms } from './office-prices.forms.ts';

attackEach(officePricesForms);
