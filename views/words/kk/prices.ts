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

  remarkCounts: {
    lost: (count) => `${countKk(count, 'тауар')} бағасыз қалады`,
    'below-floor': (count) => `${countKk(count, 'баға')} ең төменгі шектен төмен`,
    moved: (count) => `${countKk(count, 'баға')} 10 %-дан артық өзгереді`,
    rises: (count) => `${countKk(count, 'баға')} салмақпен өседі`,
    new: (count) => `${countKk(count, 'тауардың')} бұрын бағасы болмаған`,
  },
  belowFloor: (floor) => `${floor} шегінен төмен`,
};
