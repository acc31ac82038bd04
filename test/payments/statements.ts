/** A text in windows-1251, the code page of DOS, or any other of one byte a letter that Node can read. */
export function encoded(text: string, encoding: 'windows-1251' | 'ibm866'): Buffer {
  const all = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, at) => at));
  const bytes = new Map(Array.from(all, (letter, at) => [letter, at]));
  return Buffer.from(Array.from(text, (letter) => bytes.get(letter) ?? '?'.charCodeAt(0)));
}

/** Our account, and those of two customers (generated, checks right). */
export const OURS = 'KZ84722C000012345678';
export const ALTYN_BIN = '150340012340';
export const ALTYN_IBAN = 'KZ84601A111000012345';
export const TEMIR_BIN = '240140000011';

/** A document of the exchange format as banks of Kazakhstan write it, 2.00. */
export const exchangeDocument = (fields: Record<string, string> = {}): string =>
  [
    'СекцияДокумент=Выписка',
    ...Object.entries({
      НомерДокумента: '118',
      ДатаДокумента: '24.11.2026',
      ДатаОперации: '25.11.2026',
      СуммаПриход: '250000.50',
      ПлательщикНаименование: 'ТОО "Алтын Құрылыс"',
      ПлательщикБИН_ИИН: ALTYN_BIN,
      ПлательщикИИК: ALTYN_IBAN,
      ПолучательНаименование: 'ТОО "Counterweight"',
      ПолучательБИН_ИИН: '940140000385',
      ПолучательИИК: OURS,
      НазначениеПлатежа: 'Оплата за металл по счету № 26-000123 от 20.11.2026, в т.ч. НДС 16%',
      КодНазначенияПлатежа: '710',
      ...fields,
    }).map(([key, value]) => `${key}=${value}`),
    'КонецДокумента',
  ].join('\r\n');

/** A whole file with one account; sums as texts. */
export const exchangeFile = (
  documents: readonly string[],
  account: Record<string, string> = {},
): string =>
  [
    '1CClientBankExchange',
    'ВерсияФормата=2.00',
    'Кодировка=Windows',
    'Отправитель=Банк',
    'ДатаНачала=25.11.2026',
    'ДатаКонца=26.11.2026',
    `РасчСчет=${OURS}`,
    'СекцияРасчСчет',
    ...Object.entries({
      ДатаНачала: '25.11.2026',
      ДатаКонца: '26.11.2026',
      РасчСчет: OURS,
      ...account,
    }).map(([key, value]) => `${key}=${value}`),
    'КонецРасчСчет',
    ...documents,
    'КонецФайла',
    '',
  ].join('\r\n');
