const paths = {
  hint: 'M9 18h6M10 21h4M12 3a6 6 0 0 0-3.6 10.8c.7.6 1.1 1.3 1.1 2.2h5c0-.9.4-1.6 1.1-2.2A6 6 0 0 0 12 3Z',
  repeat: 'M4 12a8 8 0 0 1 13.7-5.6L20 8.5M20 4v4.5h-4.5M20 12a8 8 0 0 1-13.7 5.6L4 15.5M4 20v-4.5h4.5',
  slower: 'M3 17h18M5 17c0-5 3-9 7.5-9S20 12 20 17M12 12l-3-2M20 17c1.2-.6 1.6-2 1-3.2',
  translate: 'M4 6h9M8.5 4v2c0 4-2 7-5 8.5M6 10c1 2 3 3.7 6 4.5M12.5 20l4-9 4 9M14 17h5',
  skip: 'M5 6l7 6-7 6V6ZM13 6l6 6-6 6V6Z',
  stop: 'M5 12.5l4.5 4.5L19 7',
  send: 'M4 12h14M12 6l6 6-6 6',
  keyboard: 'M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M18 11h.01M8 15h8',
  light:
    'M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5',
  dark: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z',
  auto: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 3v18M12 8l7-1M12 13h9M12 18l6 0',
  right: 'M5 12.5l4.5 4.5L19 7',
  close: 'M4 10c2.5-3 5-3 8 0s5.5 3 8 0M4 16c2.5-3 5-3 8 0s5.5 3 8 0',
  mend: 'M5 19l1-4L16.5 4.5l3 3L9 18l-4 1ZM14 7l3 3',
  unsure: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5h.01',
  unheard: 'M4 12h3l2-5 3 10 2.5-7 1.5 2h4',
  cross: 'M6 6l12 12M18 6L6 18',
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside a word that says the same, so it is hidden from readers. */
export function Icon({ name, className = 'size-5' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={`${className} shrink-0 fill-none stroke-current stroke-[1.8]`}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
