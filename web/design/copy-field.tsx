import { useId, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { useLoadingWords } from './loading-words.ts';

/** Something to be taken along, such as a key or a link. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useLoadingWords();
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Without HTTPS there is no clipboard; what is selected can be copied by hand.
    }
  };
  return (
    <div className="flex flex-wrap items-end gap-2">
      <div className="min-w-0 flex-1 basis-64">
        <label htmlFor={id} className="sr-only">
          {label}
        </label>
        <input
          ref={field}
          id={id}
          readOnly
          value={value}
          className="min-h-12 w-full rounded-field border border-edge bg-sunk px-4 font-mono text-sm"
          onFocus={(event) => event.target.select()}
        />
      </div>
      <Button icon={copied ? 'right' : 'plus'} className="min-h-12" onClick={() => void copy()}>
        {copied ? t('copied') : t('copy')}
      </Button>
      <span role="status" className="sr-only">
        {copied && t('copied')}
      </span>
    </div>
  );
}
