import type { Words } from '../en.ts';
import { countKk } from '../plural.ts';

export const prices: Words['prices'] = {
  form: 'Прокат түрі',
  allForms: 'Барлық түрлер',
  allGrades: 'Барлық маркалар',
  sizeFrom: 'Өлшемі, мм бастап',
  sizeTo: 'мм дейін',
  only: 'Көрсету',
  allPrices: 'барлық бағалар',

  ruleTitle: 'Көбін бірден өзгерту',
  ruleIsFor: (products) =>
    `Жоғарыда көрсетілгендер үшін: ${countKk(products, 'тауар')}. Азырақ керек болса, алдымен іріктеуді тарылтыңыз.`,
  basis: 'Қалай',
  bases: {
    share: 'өзгерту, %',
    price: 'баға × коэффициент',
    cost: 'өзіндік құн × коэффициент',
  },
  ruleValue: 'Қаншаға',
  ruleHint: 'пайызбен 3 немесе -2,5; коэффициентпен 1,14',
  foresee: 'Не өзгеретінін көру',
  ruleChanges: (changed, total) =>
    `${countKk(total, 'тауардың')} ішінен ${countKk(changed, 'баға')} өзгереді.`,
  ruleChangesNothing: (total) =>
    `${countKk(total, 'тауардың')} ішінде ештеңе өзгермейді: бағалар онсыз да сондай немесе өзіндік құны белгісіз.`,
  applyRule: (changed) => `Жобада ${countKk(changed, 'бағаны')} өзгерту`,

  pasteTitle: 'Кестеден қою',
  pasteField: 'Артикул мен бағалар, ₸/т, әр жолда бір тауар',
  pasteHint:
    'Ұяшықтарды көшіріп, осында қойыңыз. Бағаның сатылары болса, бірінші жол неше тоннадан басталатынын айтады: артикул, 0, 5, 20. Бос ұяшық — саты жоқ.',
  paste: 'Жобаға енгізу',
  pasteRefused: (lines) =>
    `${countKk(lines, 'жол')} қабылданбады, сондықтан ештеңе өзгерген жоқ. Түзетіп, қайта қойыңыз.`,
  pasteLine: (line, problem) => `${line}-жол: ${problem}`,
  pastedOver: 'Бұл бетке сыймаған ұяшықтар: #. Бүкіл блокты артикул бойынша қойыңыз.',

  remarkCounts: {
    lost: (count) => `${countKk(count, 'тауар')} бағасыз қалады`,
    'below-floor': (count) => `${countKk(count, 'баға')} ең төменгі шектен төмен`,
    moved: (count) => `${countKk(count, 'баға')} 10 %-дан артық өзгереді`,
    rises: (count) => `${countKk(count, 'баға')} салмақпен өседі`,
    new: (count) => `${countKk(count, 'тауардың')} бұрын бағасы болмаған`,
  },
  belowFloor: (floor) => `${floor} шегінен төмен`,

  affected: (companies) => `Бұл бағалар ${countKk(companies, 'компанияға')} арналған`,
  affectedBuying: (companies) =>
    `Өзгеретін тауарлардан тапсырыс бергені: ${countKk(companies, 'компания')}.`,
  affectedList: 'Қандай компаниялар',
  agreement: 'Шарт',
  group: 'Топ',
  boughtOfThese: 'Осылардан тапсырыс берген',

  undoColumn: 'Қайтару',
  changesOf: 'Нені өзгертті',
  seeChanges: 'Өзгерістерді көру',
  versionOf: (code, number) => `${code}, ${number}-нұсқа`,
  backToList: 'Прайс-параққа қайту',
  comes: (number, day) => `содан кейін ${day} бастап ${number}-нұсқа`,
  takenBack: 'кері қайтарылды',
  takesBack: (number) => `${number}-нұсқаны кері қайтарады`,
  takenBackOn: (moment, name) => `кері қайтарылды: ${moment} ${name}`,
  undoPublication: 'Жариялауды қайтару',
  undoQuestion:
    'Жариялауды кері қайтарасыз ба? Бүгіннен бастап бұрынғы бағалар қайта күшіне енеді. Тапсырыстар өз бағасын сақтайды.',
  cancelPublication: 'Жариялаудан алу',
  cancelQuestion: 'Бұл жариялауды тоқтатасыз ба? Бұрынғы бағалар күшінде қалады.',
  undone: 'Жариялау кері қайтарылды, бұрынғы бағалар қайта күшінде',

  formulaTitle: 'Негізгі прайс-парақтан есептеу',
  formulaLead:
    'Әр баға — негізгі прайс-парақтың бағасын ең нақты коэффициентке көбейткен мән: алдымен түрі мен маркасы, сосын түрі, сосын маркасы, сосын барлық тауар. Осы прайс-параққа қолмен енгізілген бағалар бекітілген және есептелгеннен басым. Негізгі прайс-парақ жарияланғанда, бұл парақ та сол күннен бастап өзгереді.',
  baseList: 'Негізгі прайс-парақ',
  coefficient: 'Коэффициент',
  coefficients: 'Коэффициенттер',
  computeAfresh: (fixed) => `Осы жобада бекітілген ${countKk(fixed, 'бағаны')} да есептеу`,
  computeDraft: 'Жобаны есептеу',
  computed: 'Жоба есептелді, бекітілген бағалар өзгерген жоқ',
  computedFrom: 'Неден есептелген:',
  versionNamed: (number) => `${number}-нұсқа`,
  roundedTo: (step) => `${step} дейін дөңгелектеу`,
  allGoods: 'барлық тауар',
  changeFormula: 'Коэффициенттерді өзгерту',
  fixed: 'бекітілген',
  fixedNote: 'Мұнда енгізілген баға бекітіледі; босатылған жол қайта есептеледі.',
  formulaChanges: 'Негізгі прайс-парақ немесе коэффициенттер өзгереді.',
  stopFollowing: 'Негізгі прайс-парақтан енді есептемеу',
  stopFollowingQuestion:
    'Негізгі прайс-парақтан енді есептемейсіз бе? Бағалар сол күйінде қалады, негізгі прайс-парақ оларды енді өзгертпейді.',
};
