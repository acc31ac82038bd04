import { figuresFor } from '../../figures.ts';
import type { ShipmentStage } from '../../../src/platform/db/schema.ts';
import { type DeliveryRefusal, type RefusalWords, wordFor } from '../refusal-words.ts';
import { stages as orderStages } from './buying.ts';

const { date, massKg } = figuresFor('kk');

export const shipmentStages: Record<ShipmentStage, string> = {
  planned: 'Жоспарланды',
  loading: 'Тиеліп жатыр',
  loaded: 'Тиелді',
  weighed: 'Өлшенді',
  left: 'Жолда',
  arrived: 'Нысанда',
  'handed-over': 'Тапсырылды',
  cancelled: 'Күші жойылды',
};

/** What of it is said when goods may not go on a vehicle, or leave. */
export const deliveryRefusals: Pick<RefusalWords, DeliveryRefusal> = {
  'order-has-shipments': () =>
    'Бұл тапсырыс жөнелтілімдермен кетеді. Оларды шығарып, тапсырыңыз: бәрі тапсырылғанда тапсырыс жеткізілген болады.',
  'nothing-stored': () =>
    'Бұл тапсырыстан қоймада ештеңе қалмады. Есептелген ақы шот-фактура бетінде түзету шотымен қайтарылады.',
  'vehicles-planned': () =>
    'Тапсырысқа көлік жоспарланған немесе ол кетіп қалды. Алдымен тапсырыстың жөнелтулер бетінде көлікті болдырмаңыз.',
  'unwound-too-early': ({ fromDay }) =>
    fromDay === null
      ? 'Бұл тапсырыстың келісімі оны сақтау үшін бұзуға құқық бермейді немесе сатып алушыға дайындығы айтылмаған. Сатып алушымен сөйлесіңіз.'
      : `Тапсырысты ${date(fromDay)} бастап бұзуға болады. Оған дейін сатып алушымен сөйлесіңіз.`,
  'shipment-too-early': ({ stage }) =>
    `Әлі ерте: тапсырыс күйі «${wordFor(orderStages, stage)}». Алдымен тапсырыс бетінде келесі кезеңге өткізіңіз.`,
  'shipment-empty': () => 'Жөнелтілімде ештеңе жоқ. Кемінде бір жолдың мөлшерін көрсетіңіз.',
  'shipment-beyond': ({ position, leftG, leftPieces }) =>
    `${position}-жол бойынша тек ${leftPieces === null ? massKg(leftG) : `${leftPieces} дана`} қалды. Сонша жоспарлаңыз немесе басқа жөнелтілімнен алыңыз.`,
  'shipment-over': ({ shipmentStage }) =>
    `Жөнелтілімді енді өзгертуге болмайды: ${wordFor(shipmentStages, shipmentStage).toLowerCase()}. Тапсырысқа басқасын жоспарлаңыз.`,
  'shipment-not-loaded': ({ shipmentStage }) =>
    `Шығаруға ерте: жөнелтілім күйі «${wordFor(shipmentStages, shipmentStage)}». Алдымен тиеуді аяқтаңыз.`,
  'shipment-not-weighed': () =>
    'Тауар таразы бойынша төленеді немесе көлік өлшенгеннен кейін қайта тиелді. Көлікті шығар алдында өлшеңіз.',
  'shipment-not-left': ({ shipmentStage }) =>
    `Әзірге тапсыруға болмайды: жөнелтілім күйі «${wordFor(shipmentStages, shipmentStage)}». Алдымен ауладан шығарыңыз.`,
  'weighed-by-one': () =>
    'Қолмен енгізілген салмақты екінші қызметкер растайды. Әріптесіңізден сұраңыз.',
  'shipment-fetched': () =>
    'Сатып алушы өзі алып кетеді: оның көлігі бақыланбайды. Телефоны тапсырыста бар.',
  'scale-silent': () =>
    'Таразы салмақ бермейді: өшірулі, байланыс жоқ немесе асыра тиелген. Таблосын қарап, қайта оқыңыз немесе салмақты екі адам болып қолмен енгізіңіз.',
  'scale-unstable': () => 'Салмақ әлі тұрақталмады. Таразыдағы сан тоқтағанша күтіп, қайта оқыңыз.',
  'scale-empty': () => 'Таразыда ештеңе жоқ. Көлік кірсін, содан кейін қайта оқыңыз.',
  'transfer-over': () => 'Бұл ауыстыру аяқталған не тоқтатылған. Жаңасын жоспарлаңыз.',
  'transfer-not-left': () =>
    'Тауар әлі жіберілмеген не ауыстыру тоқтатылған. Ауыстыруды қайта қараңыз.',
  'transfer-beyond': () => 'Жіберілгеннен артық келе алмайды. Дана мен килограмды тексеріңіз.',
  'reading-missing': () =>
    'Бұл өлшеулер енді есептелмейді: содан бері тиелді немесе өлшенді. Таразыны қайта оқыңыз.',
  'gross-below-tare': ({ tareG, grossG }) =>
    `Жүкпен ${massKg(grossG)}, бос ${massKg(tareG)}: олай болмайды. Бос немесе жүкпен салмағын қайта оқыңыз.`,
  'ticket-taken': ({ number }) =>
    `${number} таразы қағазы басқа өлшеуге жатады. Нөмірін тексеріңіз.`,
  'reweighed-without-reason': () =>
    'Жөнелтілім өлшенген. Неге қайта өлшейтініңізді жазыңыз; алғашқы қағаз сақталады.',
  'tags-beyond': ({ taggedG, netG }) =>
    `Бирка бойынша ${massKg(taggedG)}, таразы бойынша ${massKg(netG)}. Биркаларды тексеріңіз немесе қайта өлшеңіз.`,
  'excess-none': () => 'Бұл жөнелтілімде рұқсаттан асқан салмақ жоқ: шешетін ештеңе жоқ.',
  'site-missing': () =>
    'Тапсырыста жеткізетін нысан көрсетілмеген. Нысанды таңдаңыз немесе өзі алып кетуді рәсімдеңіз.',
  'lot-short': ({ heatNumber, leftG }) =>
    `${heatNumber} балқымасынан басқа көліктерден тыс тек ${massKg(leftG)} қалды. Қалғанын басқа партиядан алыңыз.`,
  'certificate-missing': ({ heats }) =>
    `${heats} балқымасына сертификат жоқ. Оны енгізіңіз немесе сатып алушыдан өз бетінде сертификатсыз қабылдауын сұраңыз.`,
  'authority-missing': () => 'Тауарды өзі алып кететін адамға сенімхат керек. Нөмірін енгізіңіз.',
  'authority-over': ({ number, untilDay }) =>
    `${number} сенімхаты ${date(untilDay)} дейін жарамды болды. Жаңасын сұрап, нөмірін енгізіңіз.`,
};
