import * as Radix from 'radix-ui/dropdown-menu';
import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';
import type { MenuItem } from './menu.tsx';

/** A short list of actions behind a button, which is `children`. */
export default function MenuInside({ items, children }: { items: readonly MenuItem[]; children: ReactNode }) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={6}
          className="z-40 min-w-48 rounded-card border border-line bg-sheet p-1.5 text-ink shadow-lift"
        >
          {items.map((item) => (
            <Radix.Item
              key={item.label}
              disabled={item.disabled === true}
              onSelect={item.onSelect}
              className={`flex min-h-11 cursor-pointer items-center gap-3 rounded-field px-3 outline-none data-disabled:opacity-50 data-highlighted:bg-wash ${item.danger === true ? 'text-rust' : ''}`}
            >
              {item.icon !== undefined && <Icon name={item.icon} className="size-4.5" />}
              {item.label}
            </Radix.Item>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
