import type { Words } from '../en.ts';
import { countKk } from '../plural.ts';

export const storage: Words['storage'] = {
  of: (days) => `Сақтау, ${countKk(days, 'тәулік')}`,
  lay: (days, weight) => `${countKk(days, 'тәулік')}, ${weight}`,
  follows: 'Неден құралады',
  product: (weight, days, fee) =>
    `${weight} × ${countKk(days, 'тәулік')} × тоннасына тәулігіне ${fee}, ҚҚС-пен.`,
  freeUntil: (day) =>
    `${day} қоса алғанда тегін; одан кейінгі тәуліктер саналады, әкету күні де кіреді.`,
  capped: (days) => `Ең көбі ${countKk(days, 'тәулік')}.`,
  free: (day) => `Тауар ${day} қоса алғанда тегін сақталады.`,
  fee: (fee) => `Одан кейін тоннасына тәулігіне ${fee}, ҚҚС-пен.`,
  since: (day) =>
    `Тауар ${day} қоса алғанда тегін сақталды; содан бері сақтау ақылы, әкету кезінде есептеледі.`,
  soFar: (days, weight, sum) => `Бүгінге: ${countKk(days, 'тәулік')}, ${weight}, ҚҚС-пен ${sum}.`,
  notTold:
    'Тапсырыстың дайындығы туралы хат жіберілмеген: тегін күндер басталған жоқ, сақтау ақысы алынбайды.',
  unwound: (day) =>
    `Ақылы тәуліктер бітті. ${day} бастап тапсырысты бұзуға құқымыз бар; тауарды әкету үшін бізге қоңырау шалыңыз.`,
  letter: {
    readySubject: (number) => `${number} тапсырысы дайын`,
    ready: (number, company, weight) => `${number} тапсырысы (${company}) дайын: ${weight}.`,
    fetched: (branch) => `Тауарды мына филиалдан алуға болады: ${branch}.`,
    brought: (site) => `Тауарды жеткіземіз: ${site}.`,
    freeFor: (days) => `Сақтау осы хат күні және тағы ${days} күн тегін.`,
    feeAfter: (fee) => `Одан кейін сақтау тоннасына тәулігіне ${fee}, ҚҚС-пен.`,
    atMost: (days) => `Ең көбі ${days} тәулік төленеді; одан кейін тапсырысты бұзуға құқымыз бар.`,
  },
};
