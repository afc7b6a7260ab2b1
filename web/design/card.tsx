import type { ReactNode } from 'react';

interface CardProps {
  children: ReactNode;
  /** `sheet` lies on the paper; `sunk` is let into it; `wash` speaks up. */
  look?: 'sheet' | 'sunk' | 'wash';
  className?: string;
  as?: 'div' | 'section' | 'li' | 'article';
  labelledBy?: string;
}

const looks = {
  sheet: 'bg-sheet border-line shadow-card',
  sunk: 'bg-sunk border-transparent',
  wash: 'bg-wash border-transparent',
} as const;

export function Card({ children, look = 'sheet', className = 'p-5 sm:p-6', as: Tag = 'div', labelledBy }: CardProps) {
  return (
    <Tag className={`rounded-card border ${looks[look]} ${className}`} aria-labelledby={labelledBy}>
      {children}
    </Tag>
  );
}
