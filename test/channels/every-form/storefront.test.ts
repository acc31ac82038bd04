import { attackEach } from './attack.ts';
import { storefrontForms } from './storefront.forms.ts';

attackEach(storefrontForms);
