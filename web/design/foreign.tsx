import type { ComponentProps, ElementType, ReactNode } from 'react';

type ForeignProps<Tag extends ElementType> = {
  /** BCP-47, of the words inside. */
  lang: string | undefined;
  as?: Tag;
  children?: ReactNode;
} & Omit<ComponentProps<Tag>, 'lang' | 'children'>;

/** Words in another language than the page's: every one of them stands in this, so that it is read and broken rightly. */
export function Foreign<Tag extends ElementType = 'span'>({ as, lang, ...rest }: ForeignProps<Tag>) {
  const Name: ElementType = as ?? 'span';
  return <Name {...rest} lang={lang} />;
}
