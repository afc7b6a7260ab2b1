import { createLink } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

const looks = {
  /** What the page is for: at most one in sight. */
  primary: 'bg-accent text-on-accent hover:bg-accent-deep border-transparent font-semibold shadow-card',
  secondary: 'bg-sheet border-line hover:border-accent hover:bg-wash',
  quiet: 'border-transparent hover:bg-wash',
  danger: 'bg-rust-wash text-rust border-transparent hover:border-rust font-semibold',
} as const;

const sizes = {
  small: 'min-h-9 px-3 text-sm gap-1.5',
  medium: 'min-h-11 px-4.5 gap-2',
  large: 'min-h-14 px-7 text-lg gap-2.5',
} as const;

export interface ButtonLook {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
  icon?: IconName;
  /** Takes the whole width. */
  wide?: boolean;
  children?: ReactNode;
}

function classOf({ look = 'secondary', size = 'medium', wide }: ButtonLook, extra: string | undefined): string {
  return `inline-flex items-center justify-center rounded-full border text-center leading-tight transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55 ${looks[look]} ${sizes[size]} ${wide === true ? 'w-full' : ''} ${extra ?? ''}`;
}

type ButtonProps = ButtonLook & Omit<ComponentProps<'button'>, keyof ButtonLook> & { busy?: boolean };

export function Button({ look, size, icon, wide, busy, className, children, type, disabled, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      disabled={disabled === true || busy === true}
      aria-busy={busy}
      className={classOf({ ...(look && { look }), ...(size && { size }), ...(wide && { wide }) }, className)}
    >
      {icon !== undefined && <Icon name={icon} className="size-[1.15em]" />}
      {children}
    </button>
  );
}

type AnchorProps = ButtonLook & Omit<ComponentProps<'a'>, keyof ButtonLook>;

function ButtonAnchor({ look, size, icon, wide, className, children, ...rest }: AnchorProps) {
  return (
    <a
      {...rest}
      className={classOf({ ...(look && { look }), ...(size && { size }), ...(wide && { wide }) }, className)}
    >
      {icon !== undefined && <Icon name={icon} className="size-[1.15em]" />}
      {children}
    </a>
  );
}

/** A link of the router that looks like a button. */
export const ButtonLink = createLink(ButtonAnchor);

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: IconName;
  /** Its name; it has no other words. */
  label: string;
  look?: 'plain' | 'bordered';
}

export function IconButton({ icon, label, look = 'plain', className, type, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      aria-label={label}
      title={label}
      className={`grid size-11 shrink-0 place-items-center rounded-full border transition-colors hover:bg-wash disabled:opacity-50 ${look === 'bordered' ? 'border-line bg-sheet hover:border-accent' : 'border-transparent'} ${className ?? ''}`}
    >
      <Icon name={icon} />
    </button>
  );
}
