import type { Words } from '../en.ts';

export const yard: Words['yard'] = {
  empty: 'Тара',
  loaded: 'Брутто',
  readEmpty: 'Считать весы: тара',
  readLoaded: 'Считать весы: брутто',
  readAgain: 'Считать ещё раз',
  notRead: 'ещё не считано',
  onScale: (device) => `весы ${device}`,
  makeTicket: 'Записать отвес',
  firstLoaded: 'Брутто считывают, когда погрузка закончена.',
  byHand: 'Ввести вес вручную',
  byHandHint: 'Только если весы не дают веса. Вес видел и второй сотрудник.',
  noScale: 'К этой площадке весы не подключены: вес вводят вдвоём.',
};
