import type { Child } from 'hono/jsx';
import { useWords } from '../language.tsx';
import { problemInWords } from './problem-list.tsx';

/** What every labelled control has. `problem` is a code of `words.problems`. */
type Labelled = {
  name: string;
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
  /** Stands before the name in the id, where two forms of a page share a name. */
  prefix?: string;
  required?: boolean;
};

type Typed = Labelled & {
  value?: string | number | undefined;
  type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'date' | 'file';
  inputmode?: 'text' | 'decimal' | 'numeric' | 'tel' | 'email';
  autocomplete?: string;
  placeholder?: string;
  maxlength?: number;
  autofocus?: boolean;
  /** The id of a list of what may be meant. */
  list?: string;
  /** Width by what is typed in it: a code or a number needs little. */
  size?: 'short' | 'amount' | 'medium' | 'full';
};

/**
 * One labelled input with its hint and its problem, tied together for readers
 * of the screen. A numeric one understands digits typed on any keyboard layout.
 */
export function Field(props: Typed) {
  const { name, prefix = '', value, type = 'text', inputmode, size = 'full' } = props;
  const isNumber = inputmode === 'decimal' || inputmode === 'numeric';
  return (
    <Frame {...props}>
      <input
        id={`${prefix}${name}`}
        name={name}
        type={type}
        value={value}
        inputmode={inputmode}
        autocomplete={props.autocomplete}
        placeholder={props.placeholder}
        maxlength={props.maxlength}
        autofocus={props.autofocus}
        list={props.list}
        required={props.required}
        class={`size-${size}`}
        data-num={isNumber ? '' : undefined}
        {...describedBy(props)}
      />
    </Frame>
  );
}

/** A few lines of text. */
export const TextField = (props: Labelled & { value?: string | undefined; rows?: number }) => (
  <Frame {...props}>
    <textarea
      id={`${props.prefix ?? ''}${props.name}`}
      name={props.name}
      rows={props.rows ?? 3}
      required={props.required}
      {...describedBy(props)}
    >
      {props.value}
    </textarea>
  </Frame>
);

/** One of a closed list; an empty first line where nothing is chosen yet is the caller's. */
export const Choice = (
  props: Labelled & {
    value?: string | undefined;
    options: readonly { value: string; label: string }[];
  },
) => (
  <Frame {...props}>
    <select
      id={`${props.prefix ?? ''}${props.name}`}
      name={props.name}
      required={props.required}
      {...describedBy(props)}
    >
      {props.options.map(({ value, label }) => (
        <option value={value} selected={value === props.value}>
          {label}
        </option>
      ))}
    </select>
  </Frame>
);

/** A yes or no. The whole line can be pressed. */
export const Check = (props: {
  name: string;
  label: Child;
  value?: string;
  checked?: boolean;
  prefix?: string;
}) => (
  <label class="check" for={`${props.prefix ?? ''}${props.name}`}>
    <input
      type="checkbox"
      id={`${props.prefix ?? ''}${props.name}`}
      name={props.name}
      value={props.value ?? 'yes'}
      checked={props.checked}
    />
    <span>{props.label}</span>
  </label>
);

const Frame = (props: Labelled & { children?: Child }) => {
  const words = useWords();
  const id = `${props.prefix ?? ''}${props.name}`;
  return (
    <div class={props.problem ? 'field has-problem' : 'field'}>
      <label for={id}>{props.label}</label>
      {props.hint && (
        <small class="hint" id={`${id}-hint`}>
          {props.hint}
        </small>
      )}
      {props.problem && (
        <strong class="problem" id={`${id}-problem`}>
          {problemInWords(words, props.problem)}
        </strong>
      )}
      {props.children}
    </div>
  );
};

function describedBy({ name, prefix = '', hint, problem }: Labelled) {
  const id = `${prefix}${name}`;
  const texts = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean);
  return {
    'aria-invalid': problem ? ('true' as const) : undefined,
    'aria-describedby': texts.length > 0 ? texts.join(' ') : undefined,
  };
}
