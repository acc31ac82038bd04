/** Where a company has goods brought. */
export const sites = {
  title: 'Delivery sites',
  lead: 'Your buyers choose among them when they order. What bringing costs follows from the city and the weight.',
  keep: 'Add or close sites',
  add: 'New site',
  name: 'Name',
  nameHint: 'As your people call it, such as “Block B, north gate”.',
  city: 'City',
  cityHint:
    'For a city of the list the cost is known at once; for another we name it after the order.',
  address: 'Address and how to get there',
  addressHint: 'Street, gate, what a long vehicle must know.',
  open: 'Add it',
  close: 'Close',
  closeOf: (name: string) => `Close the site ${name}`,
  closeQuestion: 'Close it? Nothing more is brought there; what was ordered for it still comes.',
};
