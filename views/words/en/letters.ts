/** The figures of loyalty by mail, for those of ours who want them. */
export const letters = {
  title: 'Figures by mail',
  link: 'By mail',
  lead: 'The main figures of loyalty with their intervals, for yourself: what the page shows, and nothing that it does not show.',
  how: 'How often',
  rhythms: { weekly: 'every week', monthly: 'every month' },
  language: 'Language',
  languages: { kk: 'Kazakh', ru: 'Russian', en: 'English' },
  none: 'You get no letters.',
  wanted: (how: string, language: string) => `You get them ${how}, in this language: ${language}.`,
  next: 'The next one comes with the first night of the next week or month.',
  save: 'Send them to me',
  end: 'Send me no more',
  subjects: { weekly: 'Loyalty this week', monthly: 'Loyalty this month' },
  ends: 'No more of these letters:',
  endTitle: 'No more letters',
  endAsk: 'You will get no more letters with the figures of loyalty.',
  endDo: 'End them',
  ended:
    'You get no letters with the figures of loyalty any more. On the page of loyalty you can ask for them again.',
};
