export const transfers = {
  title: 'Transfers',
  titleOf: (number: string) => `Transfer ${number}`,
  none: 'Nothing is on its way between branches.',
  plan: 'Plan a transfer',
  planIt: 'Plan it',
  number: 'Number',
  from: 'From',
  to: 'To',
  leavesOn: 'Leaves',
  arrivesOn: 'Arrives',
  state: 'State',
  late: 'late',
  states: { planned: 'Planned', left: 'On the way', arrived: 'Arrived', cancelled: 'Cancelled' },
  needed: 'Needed for orders',
  order: 'Order',
  leaveBy: 'Leave by',
  promisedFor: 'Promised for',
  unpaid: 'not paid yet',
  planFor: (number: string) => `Plan it for order ${number}`,
  forOrders: (numbers: string) => `For order ${numbers}`,
  wayOf: (from: string, to: string) => `From ${from} to ${to}`,
  planTogether: (orders: number): string =>
    orders === 1 ? 'Plan it' : 'Plan what is chosen as one transfer',
  chooseNeeds: 'Choose at least one order for the transfer.',
  together: (mass: string, carries: string) =>
    `Together ${mass} of the ${carries} that a vehicle carries.`,
  tooHeavy: 'too much for one vehicle',
  fitsTicked: 'What fits on the first is ticked.',
  pickedOnceHere:
    'Not all of it lies here yet: it is picked once what comes from another branch is booked in.',
  letter: {
    subjects: {
      'order.goods-later': (number: string, branch: string) =>
        `Order ${number}: goods from ${branch} come later`,
      'order.goods-found': (number: string, branch: string) =>
        `Order ${number}: not all goods from ${branch} arrived, what we found is held`,
      'order.goods-not-found': (number: string, branch: string) =>
        `Order ${number}: not all goods from ${branch} arrived`,
      'order.goods-not-there': (number: string, _branch: string) =>
        `Order ${number}: not all of it is there`,
      'order.goods-left-out': (number: string, _branch: string) =>
        `Order ${number}: what did not come is left out`,
      'order.goods-late': (number: string, branch: string) =>
        `Order ${number}: goods from ${branch} are not here yet`,
      'order.held-again': (number: string, _branch: string) =>
        `Order ${number}: paid, its goods are held again`,
      'order.paid-without-stock': (number: string, _branch: string) =>
        `Order ${number}: paid, but goods are sold meanwhile`,
    },
    said: {
      'order.goods-later': (number: string, branch: string) =>
        `Goods of order ${number} from ${branch} come later than we promised.`,
      'order.goods-found': (number: string, branch: string) =>
        `Not all goods of order ${number} that come from ${branch} arrived. What we found of the rest is held for you instead.`,
      'order.goods-not-found': (number: string, branch: string) =>
        `Not all goods of order ${number} that come from ${branch} arrived, and none of our branches has the rest now.`,
      'order.goods-not-there': (number: string, _branch: string) =>
        `When order ${number} was picked, not all of it was there.`,
      'order.goods-left-out': (number: string, _branch: string) =>
        `Order ${number} is changed: what did not come is left out of it. Its number stays.`,
      'order.goods-late': (number: string, branch: string) =>
        `Goods of order ${number} from ${branch} were promised and are not booked in.`,
      'order.held-again': (number: string, _branch: string, _sku: string) =>
        `Order ${number} was paid after the time for which we held its goods. We hold all of them again.`,
      'order.paid-without-stock': (number: string, _branch: string, sku: string) =>
        `Order ${number} was paid after the time for which we held its goods, and ${sku} is sold meanwhile. Nothing is held for it now; the money is safe.`,
    },
    own: {
      'order.goods-found': {
        subject: (number: string) =>
          `Order ${number}: not all of it was there, what we found is held`,
        said: (number: string) =>
          `Not all goods of order ${number} were in the yard. What we found of the rest is held for you instead.`,
      },
      'order.goods-not-found': {
        subject: (number: string) => `Order ${number}: not all of it is there`,
        said: (number: string) =>
          `Not all goods of order ${number} were in the yard, and none of our branches has the rest now.`,
      },
    },
    comesOn: (day: string) => `They are here on ${day}.`,
    promisedFor: (day: string) => `They were promised for ${day}.`,
    there: {
      'order.held-again': (branch: string) => `All of them lie here: ${branch}.`,
      'order.goods-found': (_branch: string) =>
        'It lies at the branch of your order already, so that the day does not change.',
    },
    restThereOn: (day: string) => `All of that is there on ${day}.`,
    allThereOn: (branch: string, day: string) => `All of them are there on ${day}: ${branch}.`,
    before: (day: string) => `Before, we had said ${day}.`,
    missing: (sku: string, mass: string, pieces: string) =>
      `Missing: ${[pieces, mass].filter(Boolean).join(', ')} of ${sku}`,
    held: (sku: string, mass: string, pieces: string) =>
      `Held: ${[pieces, mass].filter(Boolean).join(', ')} of ${sku}`,
    leftOut: (sku: string, mass: string, pieces: string) =>
      `Left out: ${[pieces, mass].filter(Boolean).join(', ')} of ${sku}`,
    comesTo: (now: string, before: string) => `It comes to ${now} now instead of ${before}.`,
    paidBeyond: (back: string) =>
      `${back} of what you paid is on your balance: use it for another order, or ask for it back.`,
    next: {
      notThere:
        'What becomes of it is yours to decide on the page of the order: wait for it, or take the order without it. Your manager will get in touch with you, too.',
      leftOut: 'The rest of the order goes on as before.',
      later: 'The order is picked once they are here. If that is too late for you, call us.',
      missing: 'Your manager will get in touch with you about what is missing.',
      missingOurs:
        'Talk to the customer: offer what may be taken instead, or a later day. It stands under Goods missing in the office, where you look again.',
      heldHere: 'We pick the order next; there is nothing for you to do.',
      heldAgain:
        'The order is picked once they are there. If that is too late for you, cancel it on its page: what you paid is yours to use or to get back.',
      sold: 'Your manager will offer you other goods or another day. If you would rather have the money, cancel the order on its page: what you paid is yours to use or to get back.',
      soldOurs: 'Talk to the customer: offer other goods or a later day, or give the money back.',
      lateOurs: 'Find out where they are, and tell the customer the new day.',
    },
  },
  sku: 'SKU',
  skuHint:
    'One SKU, or several with commas or spaces: what lies at one branch goes with one transfer.',
  carries: (mass: string) => `A vehicle carries ${mass}.`,
  find: 'Where does it lie?',
  noLots: (sku: string) =>
    `No branch has anything of ${sku} that could be sent. Check the SKU, or order it from the mill.`,
  liesAt: (branch: string) => `In stock: ${branch}`,
  way: (branch: string, day: string, road: string) => `${branch}, there on ${day}, ${road} km`,
  ofHeat: (heat: string) => `Heat ${heat}`,
  takeKg: (heat: string) => `Of heat ${heat}, kg`,
  takePieces: (heat: string) => `Of heat ${heat}, pcs`,
  free: (mass: string) => `Free: ${mass}`,
  liesPieces: (pieces: string) => `${pieces} in the lot`,
  note: 'Note',
  goods: 'Goods of the transfer',
  sent: 'Sent',
  arrived: 'Arrived',
  missing: (mass: string) => `${mass} missing`,
  plannedBy: 'Planned',
  leftBy: 'Sent by',
  arrivedBy: 'Booked in',
  sends: (branch: string) => `${branch} sends it: its people say when the vehicle leaves.`,
  receives: (branch: string) => `${branch} books it in when it arrives.`,
  depart: 'The vehicle leaves',
  bookIn: 'Book in',
  cameKg: (heat: string) => `Arrived of heat ${heat}, kg`,
  camePieces: (heat: string) => `Arrived of heat ${heat}, pcs`,
  cancel: 'Cancel the transfer',
  cancelWhy: 'Why it is cancelled',
  hereOn: (branch: string) => `In ${branch}`,
  coming: (mass: string, day: string) => `${mass} t come on ${day}`,
};
