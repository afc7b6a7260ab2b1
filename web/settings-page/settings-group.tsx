import { type ReactNode, useId } from 'react';
import type { SettingsChange } from '../../wire/settings.ts';
import { useTroubleText } from '../design/loading-words.ts';
import { toast } from '../design/toasts.tsx';
import { useChangeSettings } from '../settings/use-settings.ts';

/** Settings that belong together: their name at the side, each with room of its own. */
export function SettingsGroup({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="grid gap-x-12 gap-y-5 py-9 first:pt-0 lg:grid-cols-[15rem_1fr]">
      <div>
        <h2 id={heading} className="font-serif text-heading">
          {title}
        </h2>
        {lead !== undefined && <p className="mt-1 text-soft">{lead}</p>}
      </div>
      <div className="flex max-w-xl min-w-0 flex-col gap-7">{children}</div>
    </section>
  );
}

/** Changes a setting at once; when the server does not take it, it goes back and is told. */
export function useSetting(): (change: SettingsChange) => void {
  const say = useTroubleText();
  return useChangeSettings((error) => toast({ text: say(error), tone: 'trouble' }));
}
