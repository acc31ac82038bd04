import type { CreditKind, Language } from '../platform/db/schema.ts';

/** What a company does with metal: it decides what it buys, when, and which group's prices it gets. */
export type Trade = 'builder' | 'manufacturer' | 'reseller' | 'utility';

/** One company of the demo world before anything is drawn for it. */
export type CompanyEntry = {
  /** Its part of the e-mail addresses: `purchaser@<domain>.example`. */
  domain: string;
  name: string;
  trade: Trade;
  branchCode: string;
  /** In a month that is neither busy nor quiet. */
  ordersPerMonth: number;
  credit: CreditKind;
  language: Language;
};

type Row = readonly [
  domain: string,
  name: string,
  trade: Trade,
  branchCode: string,
  ordersPerMonth: number,
  credit: CreditKind,
  language?: Language,
];

const rows: readonly Row[] = [
  ['altyn', 'ТОО «Алтын Құрылыс»', 'builder', 'ALA', 5, 'amount', 'kk'],
  ['bereke-stroy', 'ТОО «Береке Строй»', 'builder', 'ALA', 4, 'amount'],
  ['zhetisu-beton', 'ТОО «Жетісу Бетон»', 'builder', 'ALA', 3, 'none', 'kk'],
  ['almaty-metiz', 'ТОО «Алматинский завод метизов»', 'manufacturer', 'ALA', 4, 'amount'],
  ['tau-kurylys', 'ТОО «Тау Құрылыс Сервис»', 'builder', 'ALA', 2, 'none', 'kk'],
  ['medeu-fasad', 'ТОО «Медеу Фасад»', 'manufacturer', 'ALA', 2, 'amount'],
  ['temirshi', 'ТОО «Темірші Сауда»', 'reseller', 'ALA', 5, 'amount', 'kk'],
  ['ile-agro', 'АО «Іле Агромаш»', 'manufacturer', 'ALA', 3, 'unlimited', 'kk'],
  ['astana-grad', 'ТОО «Астана Град Строй»', 'builder', 'NQZ', 5, 'amount'],
  ['esil-monolit', 'ТОО «Есіл Монолит»', 'builder', 'NQZ', 4, 'amount', 'kk'],
  ['saryarka-konstr', 'ТОО «Сарыарка Металлоконструкции»', 'manufacturer', 'NQZ', 5, 'amount'],
  ['nur-profil', 'ТОО «Нұр Профиль»', 'manufacturer', 'NQZ', 3, 'none', 'kk'],
  ['akmola-teplo', 'ГКП «Акмола Теплосеть»', 'utility', 'NQZ', 2, 'unlimited'],
  ['steppe-trade', 'ТОО «Steppe Steel Trade»', 'reseller', 'NQZ', 5, 'amount', 'en'],
  [
    'karaganda-mash',
    'АО «Карагандинский машиностроительный завод»',
    'manufacturer',
    'KRG',
    5,
    'unlimited',
  ],
  ['shakhta-servis', 'ТОО «Шахта Сервис»', 'utility', 'KRG', 2, 'amount'],
  ['temirtau-rezka', 'ТОО «Темиртау Резка»', 'reseller', 'KRG', 4, 'none'],
  ['kurylys-kz', 'ТОО «Қарағанды Құрылыс»', 'builder', 'KRG', 3, 'amount', 'kk'],
  ['shym-dom', 'ТОО «Шым Дом Строй»', 'builder', 'CIT', 4, 'amount'],
  ['ontustik-temir', 'ТОО «Оңтүстік Темір»', 'reseller', 'CIT', 5, 'amount', 'kk'],
  ['turan-vorota', 'ИП «Тұран Қақпа»', 'manufacturer', 'CIT', 2, 'none', 'kk'],
  ['aksu-most', 'ТОО «Ақсу Мостострой»', 'builder', 'CIT', 2, 'none'],
  ['aktobe-neft', 'ТОО «Актобе Нефтесервис»', 'utility', 'AKX', 3, 'amount'],
  ['batys-metall', 'ТОО «Батыс Металл»', 'reseller', 'AKX', 4, 'none', 'kk'],
  ['ilek-stroy', 'ТОО «Илек Строй»', 'builder', 'AKX', 2, 'none'],
  ['kaspiy-truba', 'ТОО «Каспий Труба Монтаж»', 'utility', 'GUW', 4, 'amount'],
  ['zhaiyk-kurylys', 'ТОО «Жайық Құрылыс»', 'builder', 'GUW', 2, 'none', 'kk'],
  ['tengiz-supply', 'ТОО «Tengiz Supply»', 'utility', 'GUW', 3, 'unlimited', 'en'],
  ['altay-energo', 'АО «Алтай Энергомаш»', 'manufacturer', 'UKK', 3, 'amount'],
  ['oskemen-bars', 'ТОО «Өскемен Барс»', 'builder', 'UKK', 2, 'none', 'kk'],
  ['ertis-vagon', 'ТОО «Ертіс Вагон»', 'manufacturer', 'PWQ', 4, 'amount', 'kk'],
  ['pavlodar-sklad', 'ТОО «Павлодар Металлосклад»', 'reseller', 'PWQ', 4, 'none'],
  ['irtysh-dom', 'ТОО «Иртыш Дом»', 'builder', 'PWQ', 2, 'none'],
  ['tobol-agro', 'ТОО «Тобол Агротехника»', 'manufacturer', 'KSN', 3, 'amount'],
  ['kostanay-zhby', 'ТОО «Костанайский завод ЖБИ»', 'builder', 'KSN', 3, 'none'],
  ['mangystau-port', 'АО «Маңғыстау Порт Құрылыс»', 'builder', 'SCO', 3, 'amount', 'kk'],
  ['aktau-servis', 'ТОО «Актау Сервис Металл»', 'reseller', 'SCO', 3, 'none'],
  ['oral-mash', 'ТОО «Орал Машзавод»', 'manufacturer', 'URA', 3, 'none', 'kk'],
  ['syr-kurylys', 'ТОО «Сыр Құрылыс»', 'builder', 'KZO', 3, 'amount', 'kk'],
  ['baikonur-montazh', 'ТОО «Байконур Монтаж»', 'utility', 'KZO', 2, 'none'],
];

/** The forty companies that buy in the demo world; the first is the one whose people can sign in by role. */
export const companyBook: readonly CompanyEntry[] = rows.map(
  ([domain, name, trade, branchCode, ordersPerMonth, credit, language]) => ({
    domain,
    name,
    trade,
    branchCode,
    ordersPerMonth,
    credit,
    language: language ?? 'ru',
  }),
);

/** The groups of companies that have price lists of their own; utilities are in none. */
export const groupBook: readonly { code: string; name: string; trade: Trade }[] = [
  { code: 'builders', name: 'Строители', trade: 'builder' },
  { code: 'manufacturers', name: 'Заводы', trade: 'manufacturer' },
  { code: 'resellers', name: 'Металлобазы', trade: 'reseller' },
];
