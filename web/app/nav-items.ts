import type { LinkProps } from '@tanstack/react-router';
import type { Role } from '../../wire/access.ts';
import type { IconName } from '../design/icons.tsx';
import type { AppWord } from './words.ts';

export interface NavItem {
  to: NonNullable<LinkProps['to']>;
  word: AppWord;
  icon: IconName;
  /** On a phone: in the bar, or behind `More`. */
  place: 'bar' | 'more';
  /** Who has use for it; everybody when absent. */
  roles?: readonly Role[];
}

/** The ways through the app, in their order: one line each. */
export const navItems: readonly NavItem[] = [
  { to: '/', word: 'nav.home', icon: 'home', place: 'bar' },
  { to: '/library', word: 'nav.library', icon: 'library', place: 'bar' },
  { to: '/practice', word: 'nav.practice', icon: 'practice', place: 'bar' },
  { to: '/review', word: 'nav.review', icon: 'review', place: 'bar' },
  { to: '/progress', word: 'nav.progress', icon: 'progress', place: 'more' },
  { to: '/words', word: 'nav.words', icon: 'words', place: 'more' },
  { to: '/history', word: 'nav.history', icon: 'history', place: 'more' },
  { to: '/editor', word: 'nav.editor', icon: 'editor', place: 'more', roles: ['teacher', 'admin'] },
  { to: '/people', word: 'nav.people', icon: 'people', place: 'more', roles: ['teacher', 'admin'] },
  { to: '/settings', word: 'nav.settings', icon: 'settings', place: 'more' },
];
