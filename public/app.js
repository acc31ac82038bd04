/*
 * What HTML and htmx cannot do: keys by their place on the keyboard, scanners,
 * focus, confirmation, the retry bar. Pages say what they want by attributes:
 * data-key, data-stop, data-modal, data-num, data-sku, data-scan, data-grid,
 * data-clear-on-send, data-clear-when-done, data-new-on-send, data-confirm, data-undo, data-compared. Every
 * listener sits on the document, so swapped content needs nothing.
 */
(() => {
  'use strict';

  const CHORD_MS = 1500;
  const SCAN_MS_PER_CHARACTER = 60;
  const SCAN_LENGTH_MIN = 6;
  const UNDO_SECONDS = 10;

  const on = (name, handle, capture = false) => document.addEventListener(name, handle, capture);
  const isField = (element) =>
    element instanceof Element && element.matches('input, textarea, select, [contenteditable]');
  /** Boxes and buttons take no letters, so single keys work there. */
  const isTypedInto = (element) =>
    isField(element) &&
    !element.matches('[type=checkbox], [type=radio], [type=submit], [type=button]');
  const isShown = (element) => element.getClientRects().length > 0;
  const stored = (key, value) => {
    try {
      if (value === undefined) return sessionStorage.getItem(key);
      sessionStorage.setItem(key, value);
    } catch {
      // A browser that stores nothing works without this memory.
    }
    return null;
  };

  /* The keyboard. Keys are known by their place, since letters differ between layouts. */

  const nameOfKey = (event) => {
    if (event.ctrlKey && event.code === 'Enter') return 'Ctrl+Enter';
    if (event.ctrlKey && event.code === 'KeyK') return '/';
    if (event.ctrlKey || event.altKey || event.metaKey) return '';
    if (event.code === 'Slash') return event.shiftKey ? '?' : '/';
    if (event.code.startsWith('Key')) return event.code.slice(3).toLowerCase();
    return event.code;
  };

  const act = (element) => {
    if (isField(element) || element.hasAttribute('tabindex')) {
      element.focus();
      if (element.select) element.select();
    } else {
      element.click();
    }
  };

  /** Several elements may share a key, such as the panes of F6: then the next one after the focus is meant. */
  const elementFor = (key) => {
    const all = [...document.querySelectorAll(`[data-key="${key}"]`)].filter(isShown);
    const here = all.findIndex((element) => element.contains(document.activeElement));
    return all[(here + 1) % all.length];
  };

  /**
   * J and K go to the next and the previous of what a page lists, wherever in it the focus is, and
   * stop at the ends: Enter opens what its first link leads to.
   */
  const goTo = (key) => {
    const stops = [...document.querySelectorAll('[data-stop]')].filter(isShown);
    const here = stops.findIndex((stop) => stop.contains(document.activeElement));
    const next = key === 'j' ? here + 1 : here - 1;
    const stop = stops[here < 0 && key === 'k' ? stops.length - 1 : next];
    if (stop) stop.querySelector('a').focus();
    return stops.length > 0;
  };

  let chord = { key: '', at: 0 };

  const press = (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const key = nameOfKey(event);
    const typing = isTypedInto(event.target);
    if (key === 'Ctrl+Enter' && event.target.form) {
      event.preventDefault();
      event.target.form.requestSubmit();
      return;
    }
    if (event.ctrlKey && event.code === 'KeyZ' && !typing) return undo(event);
    const isFunctionKey = /^F\d+$/.test(key);
    if (
      !key ||
      (!isFunctionKey && !event.ctrlKey && (typing || document.querySelector('dialog[open]')))
    )
      return;
    if (!isFunctionKey && !event.ctrlKey && document.documentElement.dataset.singleKeys === 'off')
      return;
    const chorded = event.timeStamp - chord.at < CHORD_MS && chord.key === 'g' ? `g ${key}` : key;
    chord = { key, at: event.timeStamp };
    if ((chorded === 'j' || chorded === 'k') && goTo(chorded)) return event.preventDefault();
    const element = elementFor(chorded);
    if (!element) return;
    event.preventDefault();
    chord = { key: '', at: 0 };
    act(element);
  };

  /* Numbers and codes typed on a layout whose digits and letters are others. */

  const typeInto = (field, text) => {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text }));
  };

  const physicalCharacter = (event) => {
    const [, kind, character] = /^(Digit|Numpad|Key)([0-9A-Z])$/.exec(event.code) ?? [];
    if (kind) return kind === 'Key' && !event.shiftKey ? character.toLowerCase() : character;
    return { Minus: '-', NumpadSubtract: '-' }[event.code];
  };

  const normalise = (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement)) return;
    const isCode = field.matches('[data-sku]');
    if (!isCode && !field.matches('[data-num]')) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const meant = physicalCharacter(event);
    if (!meant || event.key.length !== 1 || event.key === meant) return;
    const isDigit = /^\d$/.test(meant);
    if (
      isDigit
        ? event.shiftKey || /[\x20-\x7e]/.test(event.key)
        : !isCode || /[\x20-\x7e]/.test(event.key)
    )
      return;
    event.preventDefault();
    typeInto(field, meant);
  };

  /* A scanner is a very fast typist who ends with Enter. Its code goes to the field that takes codes. */

  let burst = { text: '', at: 0, field: null, before: '' };

  const listenForScan = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const field = event.target;
    const ownField = isTypedInto(field) && !field.matches('[data-num]');
    if (event.code === 'Enter' || event.code === 'NumpadEnter') {
      // A scanner holds no key: Shift+Enter is a person's, however fast he typed before.
      const isScan =
        !event.shiftKey &&
        burst.text.length >= SCAN_LENGTH_MIN &&
        event.timeStamp - burst.at < SCAN_MS_PER_CHARACTER;
      if (isScan && !ownField && routeScan(burst)) event.preventDefault();
      burst = { text: '', at: 0, field: null, before: '' };
      return;
    }
    const character = physicalCharacter(event);
    if (!character) return;
    const goesOn = event.timeStamp - burst.at < SCAN_MS_PER_CHARACTER && burst.field === field;
    burst = goesOn
      ? { ...burst, text: burst.text + character, at: event.timeStamp }
      : { text: character, at: event.timeStamp, field, before: field.value ?? '' };
  };

  const routeScan = ({ text, field, before }) => {
    const taker = [...document.querySelectorAll('[data-scan]')].filter(isShown).at(-1);
    if (!taker?.form) return false;
    if (isTypedInto(field)) field.value = before;
    taker.value = text.toUpperCase();
    taker.form.requestSubmit();
    taker.focus();
    return true;
  };

  /* Up and down in a column of quantities. */

  const moveInGrid = (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.code];
    const cell = step && event.target.matches?.('input') && event.target.closest('[data-grid] td');
    if (!cell || event.altKey || event.ctrlKey || event.shiftKey) return;
    const rows = [...cell.closest('[data-grid]').querySelectorAll('tbody tr')];
    const fieldsIn = (row) => row.cells[cell.cellIndex]?.querySelector('input');
    const column = rows.map(fieldsIn).filter((field) => field && isShown(field));
    const next = column[column.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  };

  /* What the search field suggests: a list beside it, walked by arrows while the focus stays in the field. */

  const COMBOBOX = {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': 'suggestions',
    'hx-get': '/suggest',
    'hx-trigger': 'input changed delay:120ms',
    'hx-target': '#suggestions',
    'hx-swap': 'innerMorph',
    'hx-sync': 'this:replace',
  };
  const ADDING = {
    method: 'post',
    action: '/cart/lines',
    'hx-post': '/cart/lines',
    'hx-swap': 'none',
    'hx-sync': 'this:drop',
  };
  const dress = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  /** Made here and not in the page: without scripts there is nothing to choose from, and every page would carry it. */
  const enrichSearch = () => {
    const field = document.getElementById('omnibox');
    if (!field || field.hasAttribute('role')) return;
    const list = dress(document.createElement('div'), {
      id: 'suggestions',
      class: 'suggestions',
      role: 'listbox',
      'aria-label': field.labels[0].textContent.trim(),
      'data-t': 'suggestions',
    });
    const form = dress(document.createElement('form'), { id: 'suggested-line', ...ADDING });
    const inputs = [{ name: 'key' }, { 'data-suggested': 'q' }, { 'data-suggested': 'u' }];
    form.append(
      ...inputs.map((input) =>
        dress(document.createElement('input'), { type: 'hidden', ...input }),
      ),
    );
    for (const part of [list, form]) part.hidden = true;
    field.form.after(list, form);
    for (const part of [dress(field, COMBOBOX), form]) window.htmx.process(part);
  };

  const suggested = () => document.getElementById('suggestions');
  const optionsOf = (list) => [...(list?.querySelectorAll('[role=option]') ?? [])];
  const isSearch = (element) =>
    element instanceof Element && element.matches('[aria-controls=suggestions]');

  const showSuggestions = (wanted) => {
    const list = suggested();
    const field = document.querySelector('[aria-controls=suggestions]');
    if (!list || !field) return;
    const isOpen = wanted && optionsOf(list).length > 0;
    list.hidden = !isOpen;
    field.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) highlight(field, undefined);
  };

  const highlighted = () => suggested()?.querySelector('[aria-selected=true]');

  const highlight = (field, option) => {
    highlighted()?.setAttribute('aria-selected', 'false');
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) field.setAttribute('aria-activedescendant', option.id);
    else field.removeAttribute('aria-activedescendant');
  };

  /** The next option, or none beyond either end, where the text itself is meant again. */
  const walkSuggestions = (field, step) => {
    const options = optionsOf(suggested());
    const here = options.indexOf(highlighted());
    const next = here < 0 && step < 0 ? options.length - 1 : here + step;
    highlight(field, options[next]);
  };

  const addSuggested = ({ dataset }) => {
    const form = document.getElementById('suggested-line');
    if (!form || !dataset.sku) return false;
    form.elements.namedItem('key').value = newKey();
    for (const field of form.querySelectorAll('[data-suggested]')) {
      const { suggested: what } = field.dataset;
      field.name = `${what}.${dataset.sku}`;
      field.value = dataset[what];
    }
    form.requestSubmit();
    return true;
  };

  const useSuggestions = (event) => {
    const field = event.target;
    if (!isSearch(field) || event.isComposing || event.altKey || event.metaKey) return;
    const isOpen = suggested()?.hidden === false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    const isEnter = event.code === 'Enter' || event.code === 'NumpadEnter';
    if (step && !event.ctrlKey && optionsOf(suggested()).length > 0) {
      event.preventDefault();
      if (!isOpen) showSuggestions(true);
      walkSuggestions(field, step);
    } else if (event.code === 'Escape' && isOpen) {
      event.preventDefault();
      showSuggestions(false);
    } else if (isEnter && isOpen && highlighted()) {
      event.preventDefault();
      if (event.ctrlKey) addSuggested(highlighted());
      else highlighted().click();
    } else if (isEnter) showSuggestions(false);
  };

  on('htmx:after:swap', () => showSuggestions(isSearch(document.activeElement)));
  on('focusout', (event) => {
    const { target, relatedTarget } = event;
    if (isSearch(target) && relatedTarget && !suggested()?.contains(relatedTarget))
      showSuggestions(false);
  });
  on('pointerdown', (event) => {
    if (!event.target.closest?.('.bar-search')) showSuggestions(false);
  });

  on('keydown', useSuggestions);
  on('keydown', listenForScan, true);
  on('keydown', normalise);
  on('keydown', moveInGrid);
  on('keydown', press);

  /* Single keys can be switched off, for people who dictate. */

  const keepSingleKeys = (on) => {
    document.documentElement.dataset.singleKeys = on ? 'on' : 'off';
    for (const box of document.querySelectorAll('[data-single-keys]')) box.checked = on;
  };
  const singleKeysWanted = () => {
    try {
      return localStorage.getItem('single-keys') !== 'off';
    } catch {
      return true;
    }
  };
  on('change', (event) => {
    if (!event.target.matches('[data-single-keys]')) return;
    keepSingleKeys(event.target.checked);
    try {
      localStorage.setItem('single-keys', event.target.checked ? 'on' : 'off');
    } catch {
      // Then the choice holds for this page.
    }
  });

  /* Confirmation: a form or its button asks before it is sent, with htmx or without. */

  let confirmed = null;

  const ask = (question) =>
    new Promise((resolve) => {
      const dialog = document.getElementById('confirm');
      if (!dialog) return resolve(window.confirm(question));
      const opener = document.activeElement;
      document.getElementById('confirm-text').textContent = question;
      dialog.returnValue = '';
      dialog.addEventListener(
        'close',
        () => {
          opener?.focus?.();
          resolve(dialog.returnValue === 'yes');
        },
        { once: true },
      );
      dialog.showModal();
    });

  on(
    'submit',
    (event) => {
      const form = event.target;
      const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
      if (!question) return;
      if (confirmed === form) {
        confirmed = null;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      const { submitter } = event;
      void ask(question).then((yes) => {
        if (!yes) return;
        confirmed = form;
        form.requestSubmit(submitter);
        confirmed = null;
      });
    },
    true,
  );

  on('htmx:confirm', (event) => {
    event.preventDefault();
    const { ctx, issueRequest, dropRequest } = event.detail;
    void ask(ctx.confirm).then((yes) => (yes ? issueRequest() : dropRequest()));
  });

  /* Rows ticked to be compared are remembered from page to page, six at most; without scripts those of one page are sent. */

  const COMPARED_MAX = 6;
  let remembered = '';
  const ticked = () => (stored('compared') ?? remembered).split('\n').filter(Boolean);
  const rememberTicked = (lines) => {
    remembered = lines;
    stored('compared', lines);
  };

  const keepTicked = (skus) => {
    rememberTicked(skus.join('\n'));
    showTicked();
  };

  /** How many are ticked; before that, and when there are more, how many may be. */
  const showTicked = (isOver = false) => {
    const bar = document.getElementById('compare');
    if (!bar) return;
    const skus = ticked();
    for (const box of document.querySelectorAll('input[form=compare]'))
      box.checked = skus.includes(box.value);
    const said = bar.querySelector('output');
    said.dataset.choose ??= said.textContent;
    bar.classList.toggle('chosen', skus.length > 0);
    const count = bar.dataset.chosen.replace('#', skus.length);
    if (isOver) said.textContent = `${count}. ${said.dataset.choose}`;
    else said.textContent = skus.length > 0 ? count : said.dataset.choose;
  };

  on('change', ({ target }) => {
    if (!target.matches('input[form=compare]')) return;
    const others = ticked().filter((sku) => sku !== target.value);
    if (target.checked && others.length >= COMPARED_MAX) return showTicked(true);
    keepTicked(target.checked ? [...others, target.value] : others);
  });

  on('formdata', ({ target, formData }) => {
    if (target.id !== 'compare' || ticked().length === 0) return;
    formData.delete('sku');
    for (const sku of ticked()) formData.append('sku', sku);
  });

  on('reset', (event) => {
    if (event.target.id !== 'compare') return;
    event.preventDefault();
    keepTicked([]);
  });

  /** The comparison itself decides what is ticked: what was taken out of it is. */
  const readTicked = () => {
    const shown = document.querySelector('[data-compared]');
    if (shown) rememberTicked(shown.dataset.compared);
    showTicked();
  };

  /* Requests: an entry line is free at once, the region says that it waits, silence offers a retry. */

  const sent = new WeakMap();
  const isKey = (field) => field.matches('[data-new-on-send]');
  /** A random UUID; the browser's own function is missing on a plain http address of the house. */
  const newKey = () =>
    '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
      (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
    );

  on('htmx:config:request', ({ detail: { ctx } }) => {
    const form = ctx.sourceElement.closest('form');
    const fields = [...(form?.querySelectorAll('[data-clear-on-send], [data-new-on-send]') ?? [])];
    if (fields.length === 0) return;
    sent.set(
      ctx,
      fields.map((field) => [field, field.value]),
    );
    // The same bar scanned twice is two entries, the second of them before the server has answered.
    for (const field of fields) field.value = isKey(field) ? newKey() : '';
  });

  /* A table whose lines were added empties what it sent, or a second click would order it all again; what was typed meanwhile stays. */

  const filled = new WeakMap();
  on('htmx:config:request', ({ detail: { ctx } }) => {
    const form = ctx.sourceElement.closest('form[data-clear-when-done]');
    if (!form) return;
    filled.set(
      ctx,
      [...form.querySelectorAll('[data-num]')].map((field) => [field, field.value]),
    );
  });
  on('htmx:finally:request', ({ detail: { ctx } }) => {
    if (!ctx.response || ctx.response.status >= 400) return;
    for (const [field, value] of filled.get(ctx) ?? []) {
      if (field.value === value) field.value = '';
    }
  });

  /* A link in such a table is fetched ahead without what is typed beside it, or the page that came would be that of another address. */

  let sending = null;
  on('submit', ({ target }) => (sending = target), true);
  on('formdata', ({ target, formData }) => {
    if (sending !== target && target.matches('[data-clear-when-done]')) {
      for (const name of new Set(formData.keys())) formData.delete(name);
    }
    sending = null;
  });

  on('htmx:before:request', ({ detail: { ctx } }) => {
    if (ctx.target instanceof Element && ctx.target !== document.body)
      ctx.target.setAttribute('aria-busy', 'true');
  });

  on('htmx:finally:request', ({ detail: { ctx } }) => {
    if (ctx.target instanceof Element) ctx.target.removeAttribute('aria-busy');
  });

  on('htmx:before:response', () => {
    const bar = document.getElementById('retry');
    if (bar) bar.hidden = true;
  });

  on('htmx:error', ({ detail: { ctx } }) => {
    const bar = document.getElementById('retry');
    if (!ctx?.sourceElement || ctx.response || !bar) return;
    // What is sent again goes under the key it went under before, or it might become two.
    for (const [field, value] of sent.get(ctx) ?? []) {
      const shown = field.isConnected ? field : document.getElementById(field.id);
      if (shown && (isKey(shown) || !shown.value)) shown.value = value;
    }
    bar.hidden = false;
    bar.querySelector('button').onclick = () => {
      bar.hidden = true;
      const { sourceElement, sourceEvent } = ctx;
      if (sourceElement instanceof HTMLFormElement)
        sourceElement.requestSubmit(sourceEvent?.submitter ?? undefined);
      else if (sourceElement.matches('a, button')) sourceElement.click();
      else sourceElement.dispatchEvent(new Event(sourceEvent?.type ?? 'change', { bubbles: true }));
    };
  });

  /* Back leads to where the focus was, not to the top of the page. */

  let returning = '';

  const addressOf = (element) => {
    if (element?.id) return `#${CSS.escape(element.id)}`;
    const href = element?.getAttribute?.('href');
    return href ? `a[href="${CSS.escape(href)}"]` : '';
  };

  on('htmx:before:history:update', ({ detail }) => {
    const focused = detail.sourceElement?.matches?.('a')
      ? detail.sourceElement
      : document.activeElement;
    if (detail.history.type === 'push') stored(`focus ${location.href}`, addressOf(focused));
  });
  on('htmx:before:history:restore', () => {
    returning = stored(`focus ${location.href}`) ?? '';
  });

  /* After every swap, and at the start. */

  const refresh = () => {
    enrichSearch();
    keepSingleKeys(singleKeysWanted());
    readTicked();
    document.querySelectorAll('dialog[data-modal]:not([open])').forEach(openOver);
    for (const bar of document.querySelectorAll('[data-undo]:not([data-running])')) countDown(bar);
    if (!returning) return;
    document.querySelector(`main ${returning}, ${returning}`)?.focus({ preventScroll: true });
    returning = '';
  };

  /** A dialog that was asked for; it goes when it is closed, so that it comes anew the next time. */
  const openOver = (dialog) => {
    dialog.addEventListener('close', () => dialog.remove(), { once: true });
    dialog.showModal();
  };

  /** The bar waits while somebody reads or reaches for it. */
  const countDown = (bar) => {
    bar.dataset.running = '';
    const progress = bar.querySelector('progress');
    let left = UNDO_SECONDS;
    const tick = setInterval(() => {
      if (!bar.isConnected) return clearInterval(tick);
      if (bar.matches(':hover, :focus-within')) return;
      left -= 1;
      if (progress) progress.value = left / UNDO_SECONDS;
      if (left > 0) return;
      clearInterval(tick);
      bar.remove();
    }, 1000);
  };

  const undo = (event) => {
    const button = document.querySelector('[data-undo] button');
    if (!button) return;
    event.preventDefault();
    button.click();
  };

  on('htmx:after:swap', refresh);
  if (document.readyState === 'loading') on('DOMContentLoaded', refresh);
  else refresh();
})();
