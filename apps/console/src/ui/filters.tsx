import { useEffect, useState, type ReactNode } from 'react';

interface ChooseProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

/** A value that the address has and the list has not is shown as it stands. */
export function Choose({ label, value = '', options, onChange }: ChooseProps): ReactNode {
  const isKnown = options.some(([one]) => one === value);
  return (
    <label className="field">
      {label}
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
        {!isKnown && <option value={value}>{value}</option>}
      </select>
    </label>
  );
}

interface TextFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** What `/` leads to. */
  readonly first?: boolean;
}

/** Filters when Enter is pressed or the field is left: each letter would be a request. */
export function TextFilter({ label, value = '', onChange, placeholder, first }: TextFilterProps): ReactNode {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const apply = (): void => {
    if (text.trim() !== value) onChange(text.trim());
  };
  return (
    <label className="field">
      {label}
      <input
        {...(first === true && { 'data-search': '' })}
        value={text}
        placeholder={placeholder}
        spellCheck={false}
        autoCapitalize="off"
        maxLength={1_024}
        onChange={({ target }) => setText(target.value)}
        onBlur={apply}
        onKeyDown={({ key }) => (key === 'Enter' ? apply() : undefined)}
      />
    </label>
  );
}
