/*
 * Photos of a claim: each is made smaller and sent by itself as soon as it is chosen, with
 * how much of it has arrived. What arrived waits under the field, whatever becomes of the
 * form; what did not says so and is tried again by its button. Fields are marked by
 * data-photos, the address they are sent to.
 */
(() => {
  'use strict';

  const LONGEST = 1600;

  const smaller = async (file) => {
    if (!/^image\/(?:jpeg|png|webp)$/.test(file.type)) return file;
    const picture = await createImageBitmap(file).catch(() => undefined);
    const share = picture && LONGEST / Math.max(picture.width, picture.height);
    if (!share || share >= 1) return file;
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * share);
    canvas.height = Math.round(picture.height * share);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    return blob && blob.size < file.size
      ? new File([blob], `${file.name.replace(/\.[^.]*$/, '')}.jpg`, { type: blob.type })
      : file;
  };

  const send = (field, file, row) => {
    const { photos, about, failed } = field.dataset;
    const progress = document.createElement('progress');
    const request = new XMLHttpRequest();
    const giveUp = () => {
      const again = document.createElement('button');
      again.type = 'button';
      again.textContent = failed;
      again.addEventListener('click', () => send(field, file, row));
      row.replaceChildren(`${file.name} `, again);
    };
    progress.setAttribute('aria-label', file.name);
    row.replaceChildren(`${file.name} `, progress);
    request.upload.onprogress = ({ loaded, total }) => (progress.value = loaded / total);
    request.onerror = giveUp;
    request.onload = () => {
      // A session that was lost leads to the sign-in instead.
      if (request.status !== 200 || !request.responseURL.endsWith(photos)) return giveUp();
      const part = new DOMParser().parseFromString(request.responseText, 'text/html');
      row.replaceWith(...part.body.childNodes);
    };
    const form = new FormData();
    form.append('about', about);
    form.append('files', file);
    request.open('POST', photos);
    request.setRequestHeader('HX-Request-Type', 'partial');
    request.send(form);
  };

  document.addEventListener('change', async ({ target }) => {
    if (!target.matches?.('input[data-photos]')) return;
    const chosen = [...target.files];
    const list = target.form.querySelector('.photos');
    target.value = '';
    for (const file of chosen) {
      const row = list.appendChild(document.createElement('p'));
      row.textContent = file.name;
      send(target, await smaller(file), row);
    }
  });
})();
