/** What the web itself has to say when it cannot do as asked: a title, and what to do now. */
export const notices = {
  badRequest: {
    title: 'This request cannot be read',
    text: 'The address or the form contains something that we do not understand. Open the page again.',
  },
  crossSite: {
    title: 'This form did not come from our pages',
    text: 'Nothing was changed. Open the page here and send the form from it.',
  },
  methodNotAllowed: {
    title: 'This address does not do that',
    text: 'Nothing was changed. Go back and use the buttons of the page.',
  },
  tooLarge: {
    title: 'This is too much at once',
    text: 'Nothing was changed. Send it in smaller parts.',
  },
  fileTooBig: {
    title: 'The file is larger than 5 MB',
    text: 'Nothing was changed. Save only the sheet with the list, or split the list into several files.',
  },
  filesTooBig: {
    title: 'The files are larger than 20 MB together',
    text: 'Nothing was changed. Send fewer at once, or smaller ones; what you typed is still there when you go back.',
  },
  priceFileTooBig: {
    title: 'The file is larger than 30 MB',
    text: 'Nothing was changed. Save only the sheet with the prices, or split it into several files.',
  },
  unsupported: {
    title: 'This kind of content is not taken here',
    text: 'Nothing was changed. Use the form of the page.',
  },
  busy: {
    title: 'We cannot answer at the moment',
    text: 'Nothing was changed. Wait a few seconds and try again.',
  },
  outcomeUnknown: {
    title: 'The connection broke at the last moment',
    text: 'We do not know whether it was done. Go back and press the same button again: it will not be done twice.',
  },
  refusedTitle: 'This cannot be done',
};

export type NoticeWords = typeof notices;
