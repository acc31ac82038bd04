/*
 * What only our own people need beside app.js: a grid of prices into which a block of a
 * spreadsheet is pasted, from the cell in focus to the right and down, and where
 * Enter goes down. Tables say that they are such a grid by data-grid="block", and
 * what to say of cells that do not fit by data-over.
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

  document.addEventListener('keydown', goDown);
  document.addEventListener('paste', pasteBlock);
})();
