/*
 * What only our own people need beside app.js: a grid of prices into which a block of a
 * spreadsheet is pasted, from the cell in focus to the right and down, and where
 * Enter goes down, and files of which it is told how much has arrived. Tables say that they
 * are such a grid by data-grid="block", what to say of cells that do not fit by
 * data-over, and forms that their file is large by data-upload.
 */
(() => {
  'use strict';

  const inBlock = (event) => event.target.matches?.('[data-grid="block"] td > input');
  const columnFrom = (cell) =>
    [...cell.closest('tbody').rows].slice(cell.parentElement.sectionRowIndex);

  const goDown = (event) => {
    if (event.code !== 'Enter' && event.code !== 'NumpadEnter') return;
    if (!inBlock(event) || event.ctrlKey || event.altKey || event.metaKey || event.isComposing)
      return;
    event.preventDefault();
    const cell = event.target.parentElement;
    const row = event.shiftKey
      ? cell.parentElement.previousElementSibling
      : cell.parentElement.nextElementSibling;
    const next = row?.cells[cell.cellIndex]?.querySelector('input');
    next?.focus();
    next?.select();
  };

  const pasteBlock = (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!inBlock(event) || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const cell = event.target.parentElement;
    const rows = columnFrom(cell);
    let over = 0;
    for (const [down, line] of text
      .trimEnd()
      .split(/\r\n|\r|\n/)
      .entries()) {
      for (const [right, typed] of line.split('\t').entries()) {
        const field = rows[down]?.cells[cell.cellIndex + right]?.querySelector('input');
        if (!field) over += 1;
        else {
          field.value = typed.trim();
          field.dispatchEvent(new InputEvent('input', { bubbles: true, data: typed }));
        }
      }
    }
    const live = document.getElementById('live');
    if (over > 0 && live) live.textContent = cell.closest('table').dataset.over.replace('#', over);
  };

  /* A large file says how much of it has arrived. Without this the form is sent as any other. */

  const upload = (event) => {
    const form = event.target;
    const file = form.querySelector?.('input[type=file]');
    if (event.defaultPrevented || !form.matches('[data-upload]') || !file?.files.length) return;
    event.preventDefault();
    const progress = form.querySelector('progress');
    const button = form.querySelector('button');
    const request = new XMLHttpRequest();
    const giveUp = () => {
      progress.hidden = true;
      button.disabled = false;
      // As without scripts: the browser itself says what is wrong with the way there.
      form.submit();
    };
    request.upload.onprogress = ({ loaded, total }) => (progress.value = loaded / total);
    request.onerror = giveUp;
    request.onload = () => {
      if (request.status < 400) return location.assign(request.responseURL);
      const page = new DOMParser().parseFromString(request.responseText, 'text/html');
      document.querySelector('main').replaceWith(page.querySelector('main'));
      document.querySelector('[aria-invalid]')?.focus();
    };
    request.open('POST', form.action);
    request.send(new FormData(form));
    progress.hidden = false;
    button.disabled = true;
  };

  document.addEventListener('keydown', goDown);
  document.addEventListener('paste', pasteBlock);
  document.addEventListener('submit', upload);
})();
