import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import { callWith } from './call.ts';
import type { Answer, ReadDoor, Wish } from './doors.ts';

/** Doors that answer a list by pages. */
type ListDoor = {
  [D in ReadDoor]: Answer<D> extends { data: readonly { id: string }[]; has_more: boolean } ? D : never;
}[ReadDoor];
export type Entry<D extends ListDoor> = Answer<D> extends { data: readonly (infer T)[] } ? T : never;

/** A list that grows by pages: `fetchNextPage` gets what follows the last one. */
export function usePages<D extends ListDoor>(
  door: D,
  query: Readonly<Record<string, unknown>> = {},
  params?: Readonly<Record<string, string>>,
): UseInfiniteQueryResult<InfiniteData<Answer<D>>> & { entries: Entry<D>[] | undefined } {
  const result = useInfiniteQuery({
    queryKey: [door, { query, params, pages: true }],
    queryFn: ({ signal, pageParam }) =>
      callWith(door, { query: { ...query, after: pageParam }, params } as unknown as Wish<D>, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Answer<D>) => {
      const { data, has_more } = page as { data: readonly { id: string }[]; has_more: boolean };
      return has_more ? data.at(-1)?.id : undefined;
    },
    placeholderData: (before) => before,
  });
  const entries = result.data?.pages.flatMap((page) => (page as { data: Entry<D>[] }).data);
  return { ...result, entries };
}
