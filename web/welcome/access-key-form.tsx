import { useId, useState } from 'react';
import { useInterface } from '../i18n/interface-language.tsx';
import { keepKey } from '../server-access.ts';

/** A server that is open to others asks for its key first. */
export function AccessKeyForm({ onKey, tried }: { onKey(): void; tried: boolean }) {
  const { strings } = useInterface();
  const [key, setKey] = useState('');
  const field = useId();
  return (
    <form
      className="w-full py-4"
      onSubmit={(event) => {
        event.preventDefault();
        keepKey(key);
        onKey();
      }}
    >
      <p className="mb-3 font-serif text-xl">{strings.welcome.key}</p>
      <label className="label" htmlFor={field}>
        {strings.welcome.keyLabel}
      </label>
      <div className="mt-1 flex gap-2">
        <input
          id={field}
          type="password"
          autoComplete="current-password"
          required
          className="min-h-11 min-w-0 flex-1 rounded-full border border-edge bg-paper px-4"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <button type="submit" className="primary">
          {strings.welcome.keySend}
        </button>
      </div>
      {tried && (
        <p role="alert" className="mt-2 text-rust">
          {strings.welcome.keyWrong}
        </p>
      )}
    </form>
  );
}
