import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { Button, IconButton } from './button.tsx';
import { useTopDialog } from './top-dialog.ts';

export interface ToastWish {
  text: string;
  tone?: 'plain' | 'trouble';
  /** For example to undo; the toast then stays longer. */
  action?: { label: string; run(): void };
  /** Until it is closed. */
  stays?: boolean;
}

interface Toast extends ToastWish {
  id: number;
}

const MOST = 3;
const SHORT_MS = 5_000;
const LONG_MS = 10_000;

let toasts: readonly Toast[] = [];
let last = 0;
const watchers = new Set<() => void>();

/** Says something at the edge of the page, for a while. */
export function toast(wish: ToastWish): void {
  last += 1;
  put([...toasts, { ...wish, id: last }].slice(-MOST));
}

function dismiss(id: number): void {
  put(toasts.filter((one) => one.id !== id));
}

function put(next: readonly Toast[]): void {
  toasts = next;
  for (const watcher of watchers) watcher();
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Where toasts appear; one on the page. They go into an open dialog, which would else lie over them. */
export function Toasts({ closeLabel }: { closeLabel: string }) {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return createPortal(
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--bar)+1rem)] z-50 max-sm:in-[dialog]:top-4 max-sm:in-[dialog]:bottom-auto flex flex-col items-center gap-2 px-4"
    >
      {shown.map((one) => (
        <ToastSlip key={one.id} toast={one} closeLabel={closeLabel} />
      ))}
    </div>,
    useTopDialog() ?? document.body,
  );
}

function ToastSlip({ toast: { id, text, tone, action, stays }, closeLabel }: { toast: Toast; closeLabel: string }) {
  const [held, setHeld] = useState(false);
  const slip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A toast that is looked at or in the hand does not go away.
    if (held || stays === true) return;
    const timer = setTimeout(() => dismiss(id), action === undefined ? SHORT_MS : LONG_MS);
    return () => clearTimeout(timer);
  }, [held, id, action, stays]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only to keep it while it is looked at.
    <div
      ref={slip}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className={`arrive pointer-events-auto flex max-w-full items-center gap-2 rounded-full border py-1.5 pr-2 pl-5 shadow-lift ${tone === 'trouble' ? 'border-rust bg-rust-wash' : 'border-line bg-sheet'}`}
    >
      <p className="min-w-0 flex-1 leading-snug">{text}</p>
      {action !== undefined && (
        <Button
          look="quiet"
          size="small"
          className="font-semibold text-accent"
          onClick={() => {
            action.run();
            dismiss(id);
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon="cross" label={closeLabel} className="size-9" onClick={() => dismiss(id)} />
    </div>
  );
}
