import { attackEach } from './attack.ts';
import { articlesForms } from './articles.forms.ts';

attackEach(articlesForms);
