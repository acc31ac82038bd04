/*
 * The tablet on a desk: looks for a question by itself, clears it when nobody touches it,
 * and keeps answers while it is cut off, to send each when the net is back. The server
 * counts an answer once, however often it comes. Without this script the page looks again
 * by itself, and the button sends the form.
 */
(() => {
  'use strict';

  const LOOK_EVERY_MS = 4_000;
  const CLEAR_AFTER_MS = 60_000;
  const THANKS_MS = 8_000;
  const PATIENCE_MS = 10_000;
  // A question is open for a day after it was shown; later nobody counts the answer.
  const KEPT_MS = 86_400_000;
  const KEY = 'answers';
  const HOME = '/tablet';

  let touchedAt = 0;
  let thanksUntil = 0;
  let isSending = false;

  const screen = () => document.getElementById('screen');
  const isAsking = () => screen().querySelector('[data-answer]') !== null;
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]');
      return kept.filter(({ at }) => Date.now() - at < KEPT_MS);
    } catch {
      return [];
    }
  };
  const waits = (promptId) => read().some(({ url }) => url.includes(promptId));
  const keep = (answers) => localStorage.setItem(KEY, JSON.stringify(answers));

  const put = (next) => {
    screen().replaceWith(next);
    touchedAt = Date.now();
  };
  const putReady = (id) =>
    put(document.getElementById(id).content.firstElementChild.cloneNode(true));
  const ask = (url, options = {}) =>
    fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS), ...options });

  /** Says that answers wait, as long as they do. */
  const tellOfWaiting = (isCutOff) => {
    const note = document.getElementById('cut-off');
    if (!note) return;
    note.hidden = !isCutOff;
    note.querySelector('b').textContent = String(read().length);
  };

  const look = async (url, isWished) => {
    const answer = await ask(url);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = page.getElementById('screen');
    if (!next || waits(next.dataset.screen)) return;
    if (!isWished && next.dataset.screen === screen().dataset.screen) return;
    put(next);
    // Thanks are said in the language of the question.
    const thanks = page.getElementById('thanks');
    if (thanks) document.getElementById('thanks')?.replaceWith(thanks);
  };
  /** What is being answered is not taken out of anybody's hands. */
  const isInHand = () => isAsking() && isTouched() && Date.now() - touchedAt < CLEAR_AFTER_MS;
  const isTouched = () => screen().querySelector(':checked') !== null;

  /** Sends what waits, the oldest first; what the server has understood, or never will, waits no more. */
  const send = async () => {
    if (isSending) return;
    isSending = true;
    try {
      for (const answer of read()) {
        const body = new URLSearchParams(answer.fields);
        body.set('secondsAgo', String(Math.max(0, Math.round((Date.now() - answer.at) / 1000))));
        const { status } = await ask(answer.url, { method: 'POST', body, redirect: 'manual' });
        if (status === 408 || status === 429 || status >= 500) break;
        keep(read().filter(({ id }) => id !== answer.id));
      }
    } finally {
      isSending = false;
    }
  };

  const tick = async () => {
    try {
      await send();
      const isFree = !isSending && !isInHand() && Date.now() >= thanksUntil;
      if (isFree && screen().dataset.screen !== 'unbound') await look(HOME, false);
      tellOfWaiting(false);
    } catch {
      const isLeft = Date.now() - touchedAt > CLEAR_AFTER_MS;
      const isSaid = screen().dataset.screen === 'thanks' && Date.now() >= thanksUntil;
      if ((isAsking() && isLeft) || isSaid) putReady('idle');
      tellOfWaiting(true);
    }
    setTimeout(tick, LOOK_EVERY_MS);
  };

  document.addEventListener('submit', (event) => {
    const form = event.target.closest('[data-answer]');
    if (!form) return;
    event.preventDefault();
    const fields = [...new FormData(form)];
    const id = crypto.randomUUID?.() ?? String(Math.random());
    keep([...read(), { id, url: form.getAttribute('action'), fields, at: Date.now() }]);
    if (form.dataset.answer === 'none') putReady('idle');
    else {
      thanksUntil = Date.now() + THANKS_MS;
      putReady('thanks');
    }
    send().catch(() => tellOfWaiting(true));
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('#screen a[href]');
    if (!link) return;
    event.preventDefault();
    look(link.getAttribute('href'), true).catch(() => tellOfWaiting(true));
  });
  for (const touch of ['pointerdown', 'keydown', 'input']) {
    document.addEventListener(touch, () => (touchedAt = Date.now()));
  }
  window.addEventListener('online', () => send().catch(() => {}));
  setTimeout(tick, LOOK_EVERY_MS);
})();
