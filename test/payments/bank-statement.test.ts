import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  readBankStatement,
  STATEMENT_BYTES_MAX,
  type BankStatement,
} from '../../src/payments/bank-statement.ts';
import { writeTable } from '../../src/platform/gateways/spreadsheet.ts';
import {
  ALTYN_BIN,
  ALTYN_IBAN,
  encoded,
  exchangeDocument,
  exchangeFile,
  OURS,
  TEMIR_BIN,
} from './statements.ts';

const known = { account: '', currency: 'KZT' };
async function read(file: string | Uint8Array, of = known): Promise<BankStatement> {
  const result = await readBankStatement(typeof file === 'string' ? Buffer.from(file) : file, of);
  if (!result.ok) throw new Error(result.problem);
  return result.statement;
}
const codes = ({ problems }: BankStatement) => problems.map(({ code }) => code);

const altynPaid = {
  direction: 'in',
  account: OURS,
  documentNumber: '118',
  bookedOn: '2026-11-25',
  amountMinor: 25_000_050,
  currency: 'KZT',
  payerBin: ALTYN_BIN,
  payerName: 'ТОО "Алтын Құрылыс"',
  payerIban: ALTYN_IBAN,
  purpose: 'Оплата за металл по счету № 26-000123 от 20.11.2026, в т.ч. НДС 16%',
  purposeCode: '710',
};

test('the exchange format gives the account, its days and balances, and who paid what for what', async () => {
  const file = exchangeFile([exchangeDocument()], {
    НачальныйОстаток: '1000.00',
    ВсегоПоступило: '250000.50',
    ВсегоСписано: '0',
    КонечныйОстаток: '251000.50',
  });
  const { accounts, incoming, outgoing, problems } = await read(file);
  expect(accounts).toEqual([
    {
      account: OURS,
      from: '2026-11-25',
      to: '2026-11-26',
      openingMinor: 100_000,
      closingMinor: 25_100_050,
      incomingMinor: 25_000_050,
      outgoingMinor: 0,
    },
  ]);
  expect(incoming).toMatchObject([altynPaid]);
  expect([outgoing, problems]).toEqual([[], []]);
});

test.each<[string, (text: string) => Uint8Array]>([
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with its mark', (text) => Buffer.from(`\uFEFF${text}`)],
  ['UTF-16', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['windows-1251', (text) => encoded(text, 'windows-1251')],
  ['the code page of DOS', (text) => encoded(text.replace('=Windows', '=DOS'), 'ibm866')],
  ['UTF-8 with a Cyrillic С in its name', (text) => Buffer.from(text.replace('1CC', '1СC'))],
])('a statement in %s is read', async (_, bytes) => {
  const name = 'ТОО "Алтын Строй"';
  const document = exchangeDocument({
    ПлательщикНаименование: name,
    НазначениеПлатежа: 'за металл',
  });
  const { incoming } = await read(bytes(exchangeFile([document])));
  expect(incoming).toMatchObject([
    { payerName: name, purpose: 'за металл', amountMinor: 25_000_050 },
  ]);
});

test('the keys of 1.03 are read too: payment and payee by their accounts, parts of the purpose, the day it came', async () => {
  const documents = [
    `СекцияДокумент=Платежное поручение
Номер=7
Дата=24.11.2026
Сумма=1234.56
ДатаПоступило=25.11.2026
ПлательщикСчет=${ALTYN_IBAN}
Плательщик=ИИН ${ALTYN_BIN} ТОО Алтын
ПлательщикИНН=${ALTYN_BIN}
ПолучательСчет=${OURS}
Получатель1=ТОО Counterweight
НазначениеПлатежа1=за арматуру
НазначениеПлатежа2=по счету 26-000123
КонецДокумента`,
    `СекцияДокумент=Платежное поручение
Номер=8
Дата=25.11.2026
Сумма=500.00
ДатаСписано=26.11.2026
ПлательщикСчет=${OURS}
ПолучательСчет=${ALTYN_IBAN}
Получатель1=ТОО Алтын
ПолучательИНН=${ALTYN_BIN}
НазначениеПлатежа=возврат
КонецДокумента`,
  ];
  const { incoming, outgoing, problems } = await read(exchangeFile(documents));
  expect(incoming).toMatchObject([
    {
      documentNumber: '7',
      bookedOn: '2026-11-25',
      amountMinor: 123_456,
      payerBin: ALTYN_BIN,
      payerName: 'ТОО Алтын',
      payerIban: ALTYN_IBAN,
      purpose: 'за арматуру по счету 26-000123',
    },
  ]);
  expect(outgoing).toMatchObject([
    { bookedOn: '2026-11-26', amountMinor: 50_000, payeeBin: ALTYN_BIN, payeeName: 'ТОО Алтын' },
  ]);
  expect(problems).toEqual([]);
});

test('of the days that a bank says, the one on our side counts, and one alone tells where the money went', async () => {
  const both = {
    ДатаОперации: '20.11.2026',
    ДатаСписано: '25.11.2026',
    ДатаПоступило: '26.11.2026',
  };
  const sums = { СуммаПриход: '', Сумма: '5.00' };
  const turned = { ПлательщикИИК: OURS, ПолучательИИК: ALTYN_IBAN };
  const elsewhere = { ПолучательИИК: 'KZ988562203100001234', ДатаОперации: '' };
  const { incoming, outgoing, problems } = await read(
    exchangeFile([
      exchangeDocument({ ...both, ...sums }),
      exchangeDocument({ ...both, ...sums, ...turned }),
      exchangeDocument({ ...sums, ...elsewhere, ДатаПоступило: '24.11.2026' }),
      exchangeDocument({ ...sums, ...elsewhere, ДатаСписано: '23.11.2026' }),
    ]),
  );
  expect(incoming.map(({ bookedOn }) => bookedOn)).toEqual(['2026-11-26', '2026-11-24']);
  expect(outgoing.map(({ bookedOn }) => bookedOn)).toEqual(['2026-11-25', '2026-11-23']);
  expect(problems).toEqual([]);
});

test('sections in capitals, and a purpose over several lines with tax in it', async () => {
  const document = exchangeDocument({ НазначениеПлатежа: 'Оплата по счетам' })
    .replace('СекцияДокумент', 'СЕКЦИЯДОКУМЕНТ')
    .replace('КонецДокумента', 'КОНЕЦДОКУМЕНТА')
    .replace('Оплата по счетам', 'Оплата по счетам\r\n26-000123, 26-000124\r\nНДС=34482,83');
  const { incoming, problems } = await read(exchangeFile([document]));
  expect(incoming.map(({ purpose }) => purpose)).toEqual([
    'Оплата по счетам 26-000123, 26-000124 НДС=34482,83',
  ]);
  expect(incoming).toMatchObject([{ purposeCode: '710' }]);
  expect(problems).toEqual([]);
});

test('where a bank says only the day of the document, that day counts; else a document without a day of the bank is not booked', async () => {
  const without = exchangeDocument().replace('ДатаОперации=25.11.2026\r\n', '');
  const old = await read(exchangeFile([without]));
  expect(old.incoming).toMatchObject([{ bookedOn: '2026-11-24' }]);
  const mixed = await read(exchangeFile([exchangeDocument(), without]));
  expect(mixed.incoming).toHaveLength(1);
  expect(codes(mixed)).toEqual(['not-booked']);
});

test.each<[string, Record<string, string>, string]>([
  ['no sum', { СуммаПриход: '' }, 'no-amount'],
  ['nothing as its sum', { СуммаПриход: '0.00' }, 'no-amount'],
  ['a sum that is none', { СуммаПриход: 'сто' }, 'amount-unreadable'],
  ['a sum that may be a thousand or one', { СуммаПриход: '1,000' }, 'amount-unclear'],
  ['a sum taken back', { СуммаПриход: '-5.00' }, 'amount-reversed'],
  ['a sum below nothing', { СуммаПриход: '', Сумма: '-5.00' }, 'amount-reversed'],
  ['a sum that came and went', { СуммаРасход: '5.00' }, 'two-directions'],
  ['a day that is none', { ДатаОперации: '31.02.2026' }, 'no-day'],
  ['a currency that is none', { Валюта: 'тугрик' }, 'unknown-currency'],
  [
    'a sum between strangers',
    { СуммаПриход: '', Сумма: '5.00', ПолучательИИК: 'KZ988562203100001234' },
    'no-direction',
  ],
])('a document with %s is told with its line, and the others are read', async (_, fields, code) => {
  const statement = await read(exchangeFile([exchangeDocument(fields), exchangeDocument()]));
  expect(statement.problems).toEqual([{ code, row: 13 }]);
  expect(statement.incoming).toMatchObject([altynPaid]);
});

test('the number of a payment card is kept from no line, whatever the statement looks like', async () => {
  const purpose = 'возврат на карту 4242 4242 4242 4242 12/27';
  const exchange = exchangeFile([
    exchangeDocument({ НазначениеПлатежа: purpose, ПлательщикНаименование: 'А 5555555555554444' }),
  ]);
  const table = `Дата;Плательщик;Кредит;Назначение\n25.11.2026;А 5555555555554444;250000,50;${purpose}\n`;
  for (const text of [exchange, table]) {
    const { incoming } = await read(Buffer.from(text));
    expect(incoming).toMatchObject([
      { payerName: 'А •••• 4444', purpose: 'возврат на карту •••• 4242 12/27' },
    ]);
  }
});

test('who writes a second sum into the purpose is not believed', async () => {
  const purpose = 'за металл\r\nСуммаПриход=99999999.00';
  const statement = await read(exchangeFile([exchangeDocument({ НазначениеПлатежа: purpose })]));
  expect(statement.incoming).toEqual([]);
  expect(codes(statement)).toEqual(['field-twice']);
});

test('a file that was cut off books nothing of its last document', async () => {
  const whole = exchangeFile([exchangeDocument(), exchangeDocument({ НомерДокумента: '119' })]);
  const cut = whole.slice(0, whole.lastIndexOf('КонецДокумента'));
  const statement = await read(cut);
  expect(statement.incoming).toMatchObject([altynPaid]);
  expect(codes(statement)).toEqual(['cut-off']);
});

test('payments that do not add up to the sums of the statement are told with both', async () => {
  const balances = {
    ...{ НачальныйОстаток: '100.00', КонечныйОстаток: '250200.50', ВсегоПоступило: '250000.50' },
    ...{ ВсегоСписано: '7.00' },
  };
  const { problems } = await read(exchangeFile([exchangeDocument()], balances));
  expect(problems).toEqual([
    { code: 'outgoing-differs', account: OURS, statedMinor: 700, countedMinor: 0 },
    { code: 'balances-differ', account: OURS, statedMinor: 25_020_050, countedMinor: 25_010_050 },
  ]);
});

test('a part for each day is one account: the first day opens, the last one closes', async () => {
  const day = (on: string, opening: string, closing: string, came: string) =>
    `СекцияРасчСчет\nДатаНачала=${on}\nДатаКонца=${on}\nРасчСчет=${OURS}\nНачальныйОстаток=${opening}\n` +
    `ВсегоПоступило=${came}\nКонечныйОстаток=${closing}\nКонецРасчСчет`;
  const file = [
    '1CClientBankExchange',
    day('26.11.2026', '10.00', '30.00', '20.00'),
    day('25.11.2026', '0.00', '10.00', '10.00'),
    exchangeDocument({ СуммаПриход: '10.00' }),
    exchangeDocument({ СуммаПриход: '20.00', ДатаОперации: '26.11.2026' }),
  ].join('\n');
  const { accounts, problems } = await read(file);
  expect(accounts).toMatchObject([
    {
      from: '2026-11-25',
      to: '2026-11-26',
      openingMinor: 0,
      closingMinor: 3000,
      incomingMinor: 3000,
    },
  ]);
  expect(problems).toEqual([]);
});

test('money from one of our accounts to another is nobody’s payment, and still adds up', async () => {
  const second = 'KZ988562203100001234';
  const file = exchangeFile(
    [exchangeDocument({ СуммаПриход: '', Сумма: '5.00', ПлательщикИИК: second })],
    { НачальныйОстаток: '0', КонечныйОстаток: '5.00' },
  ).replace(
    'СекцияДокумент',
    `СекцияРасчСчет\r\nРасчСчет=${second}\r\nНачальныйОстаток=9.00\r\nКонечныйОстаток=4.00\r\nКонецРасчСчет\r\nСекцияДокумент`,
  );
  const { incoming, outgoing, ownTransfers, problems } = await read(file);
  expect([incoming, outgoing, problems]).toEqual([[], [], []]);
  expect(ownTransfers).toBe(1);
});

test('a bank that writes a move between our accounts for each of them has it counted once in each', async () => {
  const second = 'KZ988562203100001234';
  const move = { ПлательщикИИК: second, ДатаОперации: '25.11.2026' };
  const file = exchangeFile(
    [
      exchangeDocument({ ...move, СуммаПриход: '5.00' }),
      exchangeDocument({ ...move, СуммаПриход: '', СуммаРасход: '5.00' }),
    ],
    { ВсегоПоступило: '5.00', ВсегоСписано: '0.00' },
  ).replace(
    'СекцияДокумент',
    `СекцияРасчСчет\r\nРасчСчет=${second}\r\nВсегоПоступило=0\r\nВсегоСписано=5.00\r\nКонецРасчСчет\r\nСекцияДокумент`,
  );
  const { incoming, outgoing, problems } = await read(file);
  expect([incoming, outgoing, problems]).toEqual([[], [], []]);
});

const kaspi = [
  ['Выписка по счету'],
  [`ИИК: ${OURS}`, '', 'Валюта: KZT'],
  ['Период с 25.11.2026 по 26.11.2026'],
  ['Входящий остаток: 1 000,00'],
  [
    '№ документа',
    'Дата операции',
    'Дебет',
    'Кредит',
    'Наименование бенефициара / отправителя денег',
    'ИИК бенефициара / отправителя денег',
    'БИК банка бенефициара',
    'КНП',
    'Назначение платежа',
  ],
  ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
  [
    '118',
    '25.11.2026 23:42:00',
    '',
    '250 000,50',
    `ТОО "Алтын Құрылыс" БИН ${ALTYN_BIN}`,
    ALTYN_IBAN,
    'HSBKKZKX',
    '710',
    'Оплата за металл по счету № 26-000123 от 20.11.2026, в т.ч. НДС 16%',
  ],
  ['119', '26.11.2026', '1 500,00', '', 'АО Банк', '', '', '840', 'Комиссия'],
  ['Итого обороты', '', '1 500,00', '250 000,50'],
  ['Исходящий остаток', '', '', '249 500,50'],
];
const csv = (rows: readonly (readonly string[])[], separator: string) =>
  rows
    .map((row) =>
      row
        .map((cell) => (/[";,\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join(separator),
    )
    .join('\r\n');

test.each([';', ',', '\t'])(
  'a table apart by %j is read, with the balances around it',
  async (sign) => {
    const statement = await read(csv(kaspi, sign));
    expect(statement.accounts).toEqual([
      {
        account: OURS,
        from: '2026-11-25',
        to: '2026-11-26',
        openingMinor: 100_000,
        closingMinor: 24_950_050,
        incomingMinor: 25_000_050,
        outgoingMinor: 150_000,
      },
    ]);
    expect(statement.incoming).toMatchObject([{ ...altynPaid, row: 7 }]);
    expect(statement.outgoing).toMatchObject([
      { row: 8, amountMinor: 150_000, payeeName: 'АО Банк', payeeBin: null, purpose: 'Комиссия' },
    ]);
    expect(statement.problems).toEqual([]);
  },
);

test('of several accounts above a table none is taken for ours, but the one that a person says', async () => {
  const rows = [['Счет банка KZ988562203100001234'], ...kaspi];
  expect((await read(csv(rows, ';'))).accounts).toMatchObject([{ account: '' }]);
  const said = await read(csv(rows, ';'), { ...known, account: OURS.toLowerCase() });
  expect(said.accounts).toMatchObject([{ account: OURS }]);
  expect(said.incoming).toMatchObject([altynPaid]);
  expect(said.problems).toEqual([]);
});

test('a table in windows-1251, and the same one as XLSX, give the same payments', async () => {
  const plain = kaspi.map((row) => row.map((cell) => cell.replace('Құрылыс', 'Строй')));
  const fromText = await read(encoded(csv(plain, ';'), 'windows-1251'));
  const fromBook = await read(writeTable('xlsx', { name: 'x', rows: plain }).bytes);
  expect(fromBook).toEqual(fromText);
  expect(fromText.incoming).toMatchObject([{ payerName: 'ТОО "Алтын Строй"' }]);
});

test.each([
  [
    'Russian, sides apart, one sum',
    [
      'Получатель',
      'ИИК получателя',
      'Назначение платежа',
      'Сумма',
      'Дата проводки',
      'Плательщик',
      'БИН плательщика',
      'ИИК плательщика',
      'Номер документа',
    ],
    [
      'ТОО Counterweight',
      OURS,
      'за металл',
      '250000.50',
      '25.11.2026',
      'ТОО Алтын',
      ALTYN_BIN,
      ALTYN_IBAN,
      '118',
    ],
  ],
  [
    'Kazakh',
    ['Құжат нөмірі', 'Күні', 'Шығыс', 'Кіріс', 'Жіберуші', 'БСН/ЖСН', 'ЖСК', 'Төлем мақсаты'],
    ['118', '25.11.2026', '', '250 000,50', 'ТОО Алтын', ALTYN_BIN, ALTYN_IBAN, 'за металл'],
  ],
  [
    'English',
    [
      'Details',
      'Date',
      'Amount',
      'Counterparty',
      'Counterparty BIN',
      'Counterparty account',
      'Document number',
      'Direction',
    ],
    ['за металл', '2026-11-25', '250,000.50', 'ТОО Алтын', ALTYN_BIN, ALTYN_IBAN, '118', 'Credit'],
  ],
  [
    'payers alone',
    ['Дата', 'Плательщик', 'БИН/ИИН', 'Счет', 'Сумма', '№ док.', 'Назначение'],
    ['25.11.26', 'ТОО Алтын', ALTYN_BIN, ALTYN_IBAN, '250000,5', '118', 'за металл'],
  ],
])('heads are known in any order: %s', async (_, head, row) => {
  const { incoming, problems } = await read(csv([head, row], ';'), { ...known, account: OURS });
  expect(incoming).toMatchObject([
    { ...altynPaid, payerName: 'ТОО Алтын', purpose: 'за металл', purposeCode: '' },
  ]);
  expect(problems).toEqual([]);
});

test('a sum with a minus went, where some sums have one', async () => {
  const head = ['Дата', 'Контрагент', 'Сумма', 'Назначение'];
  const rows = [
    ['25.11.2026', 'ТОО Алтын', '100,00', 'за металл'],
    ['25.11.2026', 'ТОО Алтын', '-40,00', 'возврат'],
    ['25.11.2026', 'ТОО Темир', '(30,00)', 'возврат'],
  ];
  const { incoming, outgoing } = await read(csv([head, ...rows], ';'));
  expect(incoming.map(({ amountMinor }) => amountMinor)).toEqual([10_000]);
  expect(outgoing.map(({ amountMinor }) => amountMinor)).toEqual([4000, 3000]);
  const unsigned = await read(csv([head, rows[0]!], ';'));
  expect(unsigned.problems).toEqual([{ code: 'no-direction', row: 2 }]);
});

test('a payer whose name sounds like a balance is paid for all the same', async () => {
  const head = ['Плательщик', 'Дата', 'Кредит', 'Назначение'];
  const rows = [
    ['ТОО Баланс Плюс', '25.11.2026', '100,00', 'за металл'],
    ['Итог Строй', '25.11.2026', '50,00', 'за металл'],
  ];
  const { incoming } = await read(csv([head, ...rows], ';'));
  expect(incoming.map(({ payerName }) => payerName)).toEqual(['ТОО Баланс Плюс', 'Итог Строй']);
});

test('a row without its day is told, and never left out in silence', async () => {
  const head = ['Дата', 'Контрагент', 'Кредит', 'Назначение'];
  const { problems } = await read(csv([head, ['', 'ТОО Алтын', '100,00', 'за металл']], ';'));
  expect(problems).toEqual([{ code: 'no-day', row: 2 }]);
});

test('a formula stays a text', async () => {
  const purpose = '=HYPERLINK("http://x.example")';
  const { incoming } = await read(exchangeFile([exchangeDocument({ НазначениеПлатежа: purpose })]));
  expect(incoming).toMatchObject([{ purpose }]);
});

test('a BIN that nobody can have names nobody, and one that a spreadsheet cut is put right', async () => {
  const head = ['Дата', 'БИН', 'Кредит', 'Назначение'];
  const rows = [
    ['25.11.2026', '150340012341', '1', 'x'],
    ['25.11.2026', '20240000555', '2', 'x'],
    ['25.11.2026', '000000000000', '3', 'x'],
  ];
  const { incoming } = await read(csv([head, ...rows], ';'));
  expect(incoming.map(({ payerBin }) => payerBin)).toEqual([null, '020240000555', null]);
});

test.each<[string, Uint8Array, string]>([
  ['nothing', Buffer.alloc(0), 'fileEmpty'],
  ['a price list', Buffer.from('Артикул;Цена\nA1;100'), 'no-columns'],
  ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1'), 'fileUnreadable'],
  ['a huge file', Buffer.alloc(STATEMENT_BYTES_MAX + 1, 'x'), 'fileTooLarge'],
  [
    'more documents than anybody has',
    Buffer.from(
      exchangeFile(
        Array.from({ length: 10_001 }, () => 'СекцияДокумент\nДата=25.11.2026\nКонецДокумента'),
      ),
    ),
    'fileRows:10000',
  ],
])('%s is no statement, and that is an answer', async (_, bytes, problem) => {
  expect(await readBankStatement(bytes, known)).toEqual({ ok: false, problem });
});

const two = exchangeFile([exchangeDocument(), exchangeDocument({ ПлательщикБИН_ИИН: TEMIR_BIN })]);

test('no file makes it throw, and whatever it reads are payments with a day, a sum and a name of their own', async () => {
  const files = [two, csv(kaspi, ';'), csv(kaspi, '\t')].map((text) => Buffer.from(text));
  const damaged = fc
    .tuple(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(10_000), fc.nat(255)), { maxLength: 20 }),
      fc.nat(10_000),
      fc.nat(10_000),
    )
    .map(([file, changes, from, length]) => {
      const bytes = Buffer.concat([
        file,
        file.subarray(from % file.length, (from + length) % file.length),
      ]);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      return bytes;
    });
  const lines = fc
    .array(
      fc.oneof(
        fc.constantFrom(...two.split('\r\n')),
        fc.constantFrom(
          'Сумма=',
          'СуммаПриход=1',
          '=',
          ';',
          '"',
          'Дата;Кредит;Назначение',
          '25.11.2026;1;x',
        ),
        fc.string({ unit: 'binary', maxLength: 30 }),
      ),
    )
    .map((all) => Buffer.from(`1CClientBankExchange\n${all.join('\n')}`));
  const anything = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged, lines, anything), async (bytes) => {
      const result = await readBankStatement(bytes, known);
      const statement = result.ok ? result.statement : undefined;
      const payments = [...(statement?.incoming ?? []), ...(statement?.outgoing ?? [])];
      const odd = payments.filter(
        ({ amountMinor, bookedOn }) =>
          !Number.isSafeInteger(amountMinor) ||
          amountMinor <= 0 ||
          !/^\d{4}-\d\d-\d\d$/.test(bookedOn),
      );
      expect(odd).toEqual([]);
      const names = payments.map(({ fingerprint }) => fingerprint);
      expect(new Set(names).size).toBe(names.length);
      expect(payments.flatMap(Object.values).join()).not.toMatch(/\p{Cc}/u);
    }),
    { numRuns: 300 },
  );
});
