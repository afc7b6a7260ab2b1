import { type ReactNode, useState } from 'react';
import { Button, IconButton } from '../design/button.tsx';
import { Icon } from '../design/icons.tsx';
import { useDraftInHand, usePlace } from './draft-context.tsx';
import { type Json, join, moveIn } from './json-pointer.ts';
import { useEditorWords } from './words.ts';

interface DraftListProps {
  pointer: string;
  /** Name of the nth entry, from 1. */
  name(n: number): string;
  /** What an entry says of itself while it is closed. */
  summary?(entry: Json): string;
  summaryLang?: string;
  add: string;
  fresh(): Json;
  /** Beside the button that adds. */
  beside?: ReactNode;
  /** Entries are open from the start. */
  open?: boolean;
  children(pointer: string, entry: Json): ReactNode;
}

/** Entries one under another: to be opened, moved, removed and added to. */
export function DraftList({
  pointer,
  name,
  summary,
  summaryLang,
  add,
  fresh,
  beside,
  open = false,
  children,
}: DraftListProps) {
  const t = useEditorWords();
  const { value, set, problem } = usePlace(pointer);
  const { problems } = useDraftInHand();
  const list: readonly Json[] = Array.isArray(value) ? value : [];
  const [added, setAdded] = useState(-1);
  const change = (next: readonly Json[]): void => set(next.length === 0 ? undefined : [...next]);
  return (
    <div className="flex flex-col gap-3" data-place={pointer} tabIndex={-1}>
      {list.map((entry, n) => {
        const here = join(pointer, n);
        const title = name(n + 1);
        const amiss = problems.filter(
          ({ path, severity }) => severity === 'error' && `${path}/`.startsWith(`${here}/`),
        );
        return (
          <details
            // biome-ignore lint/suspicious/noArrayIndexKey: entries have no names of their own; their place is one.
            key={n}
            open={open || n === added}
            data-place={here}
            className="rounded-card border border-line bg-sheet [&[open]>summary_.turn]:rotate-180"
          >
            <summary className="flex min-h-13 cursor-pointer items-center gap-3 rounded-card px-4 py-2">
              <Icon name="down" className="turn size-4 text-soft transition-transform" />
              <span className="font-semibold whitespace-nowrap">{title}</span>
              <span className="min-w-0 flex-1 truncate text-soft" lang={summaryLang}>
                {summary?.(entry)}
              </span>
              {amiss.length > 0 && (
                <span className="rounded-full bg-rust-wash px-2.5 text-sm font-semibold text-rust">
                  {t('errors', { count: amiss.length })}
                </span>
              )}
            </summary>
            <div className="flex flex-col gap-4 border-t border-line p-4">
              {children(here, entry)}
              <div className="-mb-1 flex justify-end gap-1">
                <IconButton
                  icon="up"
                  label={t('list.upOf', { name: title })}
                  disabled={n === 0}
                  onClick={() => change(moveIn(list, n, n - 1))}
                />
                <IconButton
                  icon="down"
                  label={t('list.downOf', { name: title })}
                  disabled={n === list.length - 1}
                  onClick={() => change(moveIn(list, n, n + 1))}
                />
                <IconButton
                  icon="trash"
                  label={t('list.removeOf', { name: title })}
                  onClick={() => change(list.filter((_, place) => place !== n))}
                />
              </div>
            </div>
          </details>
        );
      })}
      {problem !== undefined && (
        <p role="alert" className="text-sm text-rust">
          {problem.message}
        </p>
      )}
      <div className="flex flex-wrap items-end gap-3">
        {beside}
        <Button
          size="small"
          icon="plus"
          onClick={() => {
            setAdded(list.length);
            change([...list, fresh()]);
          }}
        >
          {add}
        </Button>
      </div>
    </div>
  );
}
