import { useWords } from '../language.tsx';

/** Asked before what cannot be taken back, and shown when the network is silent; app.js opens them. */
export const Dialogs = () => {
  const { shell } = useWords();
  return (
    <>
      <dialog id="confirm" aria-labelledby="confirm-text">
        <form method="dialog">
          <p id="confirm-text"></p>
          <p class="actions">
            <button value="yes" class="primary">
              {shell.confirm}
            </button>
            <button value="no" class="quiet" autofocus>
              {shell.cancel}
            </button>
          </p>
        </form>
      </dialog>
      <div id="retry" class="retry" role="alert" hidden>
        <span>{shell.networkTrouble}</span>
        <button type="button">{shell.retry}</button>
      </div>
    </>
  );
};
