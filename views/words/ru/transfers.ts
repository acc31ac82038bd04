import type { Words } from '../en.ts';

export const transfers: Words['transfers'] = {
  title: 'Перемещения',
  titleOf: (number) => `Перемещение ${number}`,
  none: 'Между филиалами ничего не едет.',
  plan: 'Запланировать перемещение',
  planIt: 'Запланировать',
  number: 'Номер',
  from: 'Откуда',
  to: 'Куда',
  leavesOn: 'Отправка',
  arrivesOn: 'Прибытие',
  state: 'Состояние',
  late: 'опаздывает',
  states: { planned: 'Запланировано', left: 'В пути', arrived: 'Прибыло', cancelled: 'Отменено' },
  needed: 'Нужно для заказов',
  order: 'Заказ',
  leaveBy: 'Отправить до',
  promisedFor: 'Обещано на',
  unpaid: 'ещё не оплачен',
  planFor: (number) => `Запланировать для заказа ${number}`,
  forOrders: (numbers) => `Для заказа ${numbers}`,
  wayOf: (from, to) => `Откуда: ${from}, куда: ${to}`,
  planTogether: (orders) =>
    orders === 1 ? 'Запланировать' : 'Запланировать отмеченное одним перемещением',
  chooseNeeds: 'Отметьте хотя бы один заказ для перемещения.',
  together: (mass, carries) => `Вместе ${mass} из ${carries}, которые берёт машина.`,
  tooHeavy: 'больше одной машины',
  fitsTicked: 'Отмечено то, что войдёт в первую.',
  pickedOnceHere:
    'Здесь лежит ещё не всё: собирать заказ можно, когда оприходуют товар из другого филиала.',
  letter: {
    subjects: {
      'order.goods-later': (number, branch) =>
        `Заказ ${number}: товар из филиала ${branch} придёт позже`,
      'order.goods-found': (number, branch) =>
        `Заказ ${number}: из филиала ${branch} прибыл не весь товар, найденное в резерве`,
      'order.goods-not-found': (number, branch) =>
        `Заказ ${number}: из филиала ${branch} прибыл не весь товар`,
      'order.goods-not-there': (number) => `Заказ ${number}: есть не всё`,
      'order.goods-left-out': (number) => `Заказ ${number}: непришедшее исключено`,
      'order.goods-late': (number, branch) =>
        `Заказ ${number}: товара из филиала ${branch} ещё нет`,
      'order.held-again': (number) => `Заказ ${number}: оплачен, товар снова в резерве`,
      'order.paid-without-stock': (number) => `Заказ ${number}: оплачен, но товар уже продан`,
    },
    said: {
      'order.goods-later': (number, branch) =>
        `Товар заказа ${number} из филиала ${branch} придёт позже, чем мы обещали.`,
      'order.goods-found': (number, branch) =>
        `Товар заказа ${number} из филиала ${branch} прибыл не весь. То, что мы нашли взамен, зарезервировано для вас.`,
      'order.goods-not-found': (number, branch) =>
        `Товар заказа ${number} из филиала ${branch} прибыл не весь, и остального сейчас нет ни в одном филиале.`,
      'order.goods-not-there': (number) => `При сборке заказа ${number} нашлось не всё.`,
      'order.goods-left-out': (number) =>
        `Заказ ${number} изменён: то, что не пришло, из него исключено. Номер прежний.`,
      'order.goods-late': (number, branch) =>
        `Товар заказа ${number} из филиала ${branch} был обещан, но ещё не оприходован.`,
      'order.held-again': (number) =>
        `Заказ ${number} оплачен после срока, на который мы держали товар. Весь товар снова в резерве.`,
      'order.paid-without-stock': (number, _branch, sku) =>
        `Заказ ${number} оплачен после срока, на который мы держали товар, и ${sku} уже продан. Сейчас для заказа ничего не зарезервировано; деньги в сохранности.`,
    },
    own: {
      'order.goods-found': {
        subject: (number) => `Заказ ${number}: на складе нашлось не всё, найденное в резерве`,
        said: (number) =>
          `Товар заказа ${number} нашёлся на складе не весь. То, что мы нашли взамен, зарезервировано для Вас.`,
      },
      'order.goods-not-found': {
        subject: (number) => `Заказ ${number}: на складе нашлось не всё`,
        said: (number) =>
          `Товар заказа ${number} нашёлся на складе не весь, и остального сейчас нет ни в одном филиале.`,
      },
    },
    comesOn: (day) => `Он будет здесь ${day}.`,
    promisedFor: (day) => `Он был обещан на ${day}.`,
    there: {
      'order.held-again': (branch) => `Весь товар лежит здесь: ${branch}.`,
      'order.goods-found': () => 'Оно уже лежит в филиале вашего заказа, день не меняется.',
    },
    restThereOn: (day) => `Всё это будет на месте ${day}.`,
    allThereOn: (branch, day) => `Весь товар будет на месте ${day}: ${branch}.`,
    before: (day) => `Раньше мы называли ${day}.`,
    missing: (sku, mass, pieces) => `Не хватает: ${[pieces, mass, sku].filter(Boolean).join(', ')}`,
    held: (sku, mass, pieces) => `В резерве: ${[pieces, mass, sku].filter(Boolean).join(', ')}`,
    leftOut: (sku, mass, pieces) =>
      `Исключено: ${[pieces, mass].filter(Boolean).join(', ')}, ${sku}`,
    comesTo: (now, before) => `Теперь сумма заказа ${now} вместо ${before}.`,
    paidBeyond: (back) =>
      `Из оплаченного ${back} теперь на вашем балансе: оплатите ими другой заказ или попросите вернуть.`,
    next: {
      notThere:
        'Что с этим делать, решаете Вы на странице заказа: ждать остальное или взять заказ без него. Менеджер тоже свяжется с Вами.',
      leftOut: 'Остальное по заказу идёт как прежде.',
      later: 'Заказ соберут, когда товар прибудет. Если для вас это слишком поздно, позвоните нам.',
      missing: 'Ваш менеджер свяжется с вами по поводу недостающего товара.',
      missingOurs:
        'Поговорите с клиентом: предложите замену или более поздний день. Заказ стоит в офисе в разделе «Недостающий товар», там можно поискать снова.',
      heldHere: 'Дальше мы соберём заказ; от вас ничего не требуется.',
      heldAgain:
        'Заказ соберут, когда товар будет на месте. Если для вас это поздно, отмените заказ на его странице: оплаченные деньги останутся вашими, их можно использовать или вернуть.',
      sold: 'Ваш менеджер предложит другой товар или другой день. Если вам нужны деньги, отмените заказ на его странице: оплаченное останется вашим, его можно использовать или вернуть.',
      soldOurs:
        'Поговорите с клиентом: предложите другой товар или более поздний день либо верните деньги.',
      lateOurs: 'Выясните, где товар, и сообщите клиенту новый день.',
    },
  },
  sku: 'Артикул',
  skuHint:
    'Один артикул или несколько через запятую или пробел: что лежит в одном филиале, едет одним перемещением.',
  carries: (mass) => `Машина берёт ${mass}.`,
  find: 'Где лежит',
  noLots: (sku) =>
    `По артикулу ${sku} ни в одном филиале нет партий для отправки. Проверьте артикул или закажите у завода.`,
  liesAt: (branch) => `Лежит: ${branch}`,
  way: (branch, day, road) => `${branch}, будет ${day}, ${road} км`,
  ofHeat: (heat) => `Плавка ${heat}`,
  takeKg: (heat) => `Из плавки ${heat}, кг`,
  takePieces: (heat) => `Из плавки ${heat}, шт`,
  free: (mass) => `Свободно: ${mass}`,
  liesPieces: (pieces) => `в партии ${pieces}`,
  note: 'Примечание',
  goods: 'Товар перемещения',
  sent: 'Отправлено',
  arrived: 'Прибыло',
  missing: (mass) => `не хватает ${mass}`,
  plannedBy: 'Запланировано',
  leftBy: 'Отправлено',
  arrivedBy: 'Оприходовано',
  sends: (branch) => `Отправляет филиал ${branch}: там отметят, когда машина выедет.`,
  receives: (branch) => `Оприходует филиал ${branch}, когда товар прибудет.`,
  depart: 'Машина выехала',
  bookIn: 'Оприходовать',
  cameKg: (heat) => `Прибыло из плавки ${heat}, кг`,
  camePieces: (heat) => `Прибыло из плавки ${heat}, шт`,
  cancel: 'Отменить перемещение',
  cancelWhy: 'Почему отменяется',
  hereOn: (branch) => `В филиале ${branch}`,
  coming: (mass, day) => `${mass} т придёт ${day}`,
};
