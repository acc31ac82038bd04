/** What is done with vehicles in the yard, besides planning and letting go. */
export const yard = {
  empty: 'Empty',
  loaded: 'Loaded',
  readEmpty: 'Read the scale: empty',
  readLoaded: 'Read the scale: loaded',
  readAgain: 'Read again',
  notRead: 'not read yet',
  onScale: (device: string) => `scale ${device}`,
  makeTicket: 'Make the ticket',
  firstLoaded: 'Loaded it is read once loading is finished.',
  byHand: 'Type the weight by hand',
  byHandHint: 'Only where the scale gives no weight. A second person saw it too.',
  noScale: 'This yard has no scale that can be read: two people type the weight.',
};
