import type { Words } from '../en.ts';

export const yard: Words['yard'] = {
  empty: 'Бос',
  loaded: 'Жүкпен',
  readEmpty: 'Таразыны оқу: бос',
  readLoaded: 'Таразыны оқу: жүкпен',
  readAgain: 'Қайта оқу',
  notRead: 'әлі оқылмады',
  onScale: (device) => `${device} таразысы`,
  makeTicket: 'Таразы қағазын жазу',
  firstLoaded: 'Жүкпен салмақ тиеу аяқталған соң оқылады.',
  byHand: 'Салмақты қолмен енгізу',
  byHandHint: 'Таразы салмақ бермесе ғана. Салмақты екінші қызметкер де көрді.',
  noScale: 'Бұл аулада оқылатын таразы жоқ: салмақты екі адам енгізеді.',
};
