import type { Form } from '../src/platform/db/schema.ts';

/** The Tabler icons in `public/icons.svg`; the sprite is built from this list and from nothing else. */
export const iconNames = [
  'search',
  'shopping-cart',
  'file-invoice',
  'file-certificate',
  'truck-delivery',
  'truck-loading',
  'building-warehouse',
  'building',
  'phone',
  'phone-incoming',
  'barcode',
  'crane',
  'forklift',
  'scissors',
  'ruler-measure',
  'check',
  'x',
  'alert-triangle',
  'alert-circle',
  'info-circle',
  'clock',
  'calendar',
  'user',
  'users',
  'chevron-right',
  'chevron-down',
  'plus',
  'minus',
  'trash',
  'pencil',
  'printer',
  'download',
  'filter',
  'keyboard',
  'arrow-back-up',
  'lock',
  'history',
  'refresh',
  'copy',
  'ban',
] as const;

export type IconName = (typeof iconNames)[number];

/** The symbol in the sprite that shows the cross-section of a form: our own drawings, 24 units square. */
export type GlyphName = `form-${Form}`;
