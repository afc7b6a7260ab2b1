import { useState } from 'react';
import { download } from '../api/files.ts';
import { Button } from './button.tsx';
import { useTroubleText } from './loading-words.ts';
import { toast } from './toasts.tsx';

/** Gets a file that only a signed-in person may have, which a plain link could not. */
export function DownloadButton({
  url,
  name,
  children,
  label,
}: {
  url: string;
  name: string;
  children: string;
  label?: string;
}) {
  const say = useTroubleText();
  const [busy, setBusy] = useState(false);
  return (
    <Button
      icon="download"
      busy={busy}
      aria-label={label}
      onClick={() => {
        setBusy(true);
        download(url, name)
          .catch((error: unknown) => toast({ text: say(error), tone: 'trouble' }))
          .finally(() => setBusy(false));
      }}
    >
      {children}
    </Button>
  );
}
