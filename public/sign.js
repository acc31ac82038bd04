/*
 * Signing on the screen: strokes of a finger, a pen or the mouse become an SVG path in a
 * field of 400 by 150, which the form sends along. Opens every [data-sign]; without this
 * script it stays closed, and paper is signed.
 */
(() => {
  'use strict';

  const LENGTH_MAX = 20_000;
  const [WIDTH, HEIGHT] = [400, 150];
  let drawing = null;

  const openAll = () => {
    for (const field of document.querySelectorAll('[data-sign][hidden]')) field.hidden = false;
  };
  const inputOf = (pad) => pad.closest('[data-sign]').querySelector('input');
  const show = (pad, path) => {
    if (path.length > LENGTH_MAX) return;
    inputOf(pad).value = path;
    pad.querySelector('path').setAttribute('d', path);
  };
  const pointAt = (pad, event) => {
    const box = pad.getBoundingClientRect();
    const within = (value, most) => Math.round(Math.min(most, Math.max(0, value)));
    const x = within(((event.clientX - box.left) / box.width) * WIDTH, WIDTH);
    const y = within(((event.clientY - box.top) / box.height) * HEIGHT, HEIGHT);
    return `${x} ${y}`;
  };

  const begin = (event) => {
    const pad = event.target.closest?.('[data-sign] svg');
    if (!pad || !event.isPrimary) return;
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    drawing = pad;
    show(pad, `${inputOf(pad).value}M${pointAt(pad, event)}L${pointAt(pad, event)}`);
  };
  const go = (event) => {
    if (drawing && event.isPrimary)
      show(drawing, `${inputOf(drawing).value}L${pointAt(drawing, event)}`);
  };
  const end = () => (drawing = null);
  const clear = (event) => {
    const field =
      event.target.closest?.('[data-sign] button') && event.target.closest('[data-sign]');
    if (field) show(field.querySelector('svg'), '');
  };

  openAll();
  // The page changes by itself, and this file may come with it again.
  if (window.signing) return;
  window.signing = true;
  for (const [name, handle] of Object.entries({
    pointerdown: begin,
    pointermove: go,
    pointerup: end,
    pointercancel: end,
    click: clear,
    'htmx:after:swap': openAll,
  })) {
    document.addEventListener(name, handle);
  }
})();
