import { figuresFor } from '../../figures.ts';
import { countKk } from '../plural.ts';
import { type RefusalWords, wordFor } from '../refusal-words.ts';
import { stages } from './buying.ts';

const { money, massT, percent } = figuresFor('kk');

export const refusals: RefusalWords = {
  'cart-empty': () => 'Себет бос. Алдымен тауар қосыңыз.',
  'cart-placed': () => 'Бұл себеттен тапсырыс рәсімделіп қойған. Екінші тапсырыс жасалған жоқ.',
  'looks-like-order': ({ number }) =>
    `Жақында ғана берілген ${number} тапсырысына ұқсайды. Дәл сондай тағы біреуі керек болса, қайта растаңыз.`,
  'price-on-request': ({ sku }) =>
    `${sku} үшін прайс-парақта баға жоқ. Жолды алып тастаңыз немесе бізден баға сұраңыз.`,
  'not-sold-so': ({ sku }) =>
    `${sku} бұл бірлікпен, бұл ұзындықпен сатылмайды немесе сатылымнан алынған. Басқа бірлікті таңдаңыз не жолды алып тастаңыз.`,
  'terms-changed': () =>
    'Бет ашық тұрғанда баға немесе қалдық өзгерді. Жаңа деректерді қарап, қайта растаңыз.',
  'credit-none': () => 'Компания тек алдын ала төлеммен жұмыс істейді. Алдын ала төлемді таңдаңыз.',
  'credit-limit-exceeded': ({ limitMinor, exposureMinor, orderMinor }) =>
    `Тапсырыс сомасы — ${money(orderMinor)}. Лимит ${money(limitMinor)}, пайдаланылғаны ${money(exposureMinor)}, бос қалғаны ${money(limitMinor - exposureMinor)}. Алдын ала төлеңіз немесе тапсырысты азайтыңыз.`,
  'insufficient-stock': ({ sku, branchCode, availableG, wantedG }) =>
    `${sku}: керегі ${massT(wantedG)}, ${branchCode} филиалында бары ${massT(availableG)}. Санын азайтыңыз немесе басқа филиалды таңдаңыз.`,
  'order-not-cancellable': ({ stage }) =>
    `«${wordFor(stages, stage)}» күйіндегі тапсырысты мұнда жоюға болмайды. Бізге қоңырау шалыңыз.`,
  'key-reused': () => 'Бұл форма басқа мазмұнмен жіберіліп қойған. Бетті қайта ашыңыз.',
  'changed-meanwhile': () =>
    'Осы уақытта деректерді басқа адам өзгертті. Жаңа күйін қараңыз; енгізгеніңіз сақталған жоқ.',
  'purchase-number-required': () =>
    'Компанияңыз әр тапсырыста өз өтінімінің нөмірін талап етеді. Оны жазыңыз.',
  'day-past': () =>
    'Жаңа шарттар мен бағалар бүгіннен не кейін басталады. Басқа бірінші күнді таңдаңыз.',
  'price-list-unchanged': () =>
    'Жобадағы бағалар қолданыстағымен бірдей. Бағаны өзгертіңіз немесе жобаны жойыңыз.',
  'remarks-unread': ({ remarks }) =>
    `Жобаға ${remarks} ескерту бар. Оқып шығып, белгі қойыңыз да, қайта жариялаңыз.`,
  'bin-invalid': () => 'БСН жарамсыз. Онда он екі цифр бар, соңғысы — бақылау цифры.',
  'company-exists': ({ bin }) => `БСН ${bin} компаниясы тіркеліп қойған.`,
  'last-admin': () => 'Бұл — компанияның соңғы әкімшісі. Алдымен басқасын тағайындаңыз.',
  'not-permitted': () => 'Рөліңіз бұған рұқсат бермейді. Компанияңыздың әкімшісіне хабарласыңыз.',
  'too-many-attempts': ({ retryAfterSeconds }) =>
    `Талпыныс тым көп. ${countKk(Math.max(1, Math.ceil(retryAfterSeconds / 60)), 'минуттан')} кейін қайталаңыз.`,
  'sign-in-failed': () => 'Эл. пошта немесе құпиясөз қате.',
  'token-invalid': () => 'Сілтеме қолданылған немесе мерзімі өткен. Жаңасын сұраңыз.',
  'second-factor-wrong': () => 'Код қате немесе қолданылған. Келесісін күтіңіз.',
  'override-beyond-authority': ({ maxBp }) =>
    `Сіз бағаны ең көбі ${percent(maxBp)} өзгерте аласыз. Менеджерге хабарласыңыз.`,
};
