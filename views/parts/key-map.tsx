import { useWords } from '../language.tsx';

/** The keyboard, and the switch for people who dictate; the same keys stand in `data-key` where they act. */
export const KeyMap = ({ staff }: { staff: boolean }) => {
  const { shell } = useWords();
  const { keys } = shell;
  return (
    <section class="key-map" aria-labelledby="key-map-title">
      <h2 id="key-map-title">{shell.keyMap}</h2>
      <dl>
        <Key keys={['/']} does={keys.search} />
        <Key keys={['?']} does={keys.map} />
        <Key keys={['G', 'C']} does={keys.cart} />
        <Key keys={['G', 'O']} does={keys.orders} />
        <Key keys={['G', 'H']} does={keys.catalogue} />
        <Key keys={['F']} does={keys.filters} />
        <Key keys={['↑ ↓']} does={keys.rows} />
        <Key keys={['J']} does={keys.next} />
        <Key keys={['K']} does={keys.previous} />
        <Key keys={['Ctrl Enter']} does={keys.submit} />
        <Key keys={['Esc']} does={keys.close} />
      </dl>
      {staff && (
        <>
          <h3>{keys.counterOnly}</h3>
          <dl>
            <Key keys={['F2']} does={keys.customer} />
            <Key keys={['F4']} does={keys.price} />
            <Key keys={['F6']} does={keys.pane} />
            <Key keys={['F8']} does={keys.park} />
            <Key keys={['F9']} does={keys.review} />
          </dl>
        </>
      )}
      <label class="check" for="single-keys">
        <input type="checkbox" id="single-keys" data-single-keys checked />
        <span>{keys.singleKeys}</span>
      </label>
    </section>
  );
};

const Key = ({ keys, does }: { keys: readonly string[]; does: string }) => {
  const { shell } = useWords();
  return (
    <div>
      <dt>
        {keys.map((key, i) => (
          <>
            {i > 0 && ` ${shell.keys.followedBy} `}
            <kbd>{key}</kbd>
          </>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
};
