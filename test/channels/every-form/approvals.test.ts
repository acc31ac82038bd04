import { attackEach } from './attack.ts';
import { approvalsForms } from './approvals.forms.ts';

attackEach(approvalsForms);
