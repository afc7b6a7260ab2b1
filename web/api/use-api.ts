import {
  type UseMutationResult,
  type UseQueryOptions,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { callWith } from './call.ts';
import type { Answer, Door, ReadDoor, Wish } from './doors.ts';

type Choice<D extends ReadDoor> = Omit<UseQueryOptions<Answer<D>>, 'queryKey' | 'queryFn'>;

/** What a door answers, kept and asked anew when it may have changed. */
export function useApi<D extends ReadDoor>(
  door: D,
  ...[wish, choice]: Record<never, never> extends Wish<D>
    ? [wish?: Wish<D>, choice?: Choice<D>]
    : [wish: Wish<D>, choice?: Choice<D>]
): UseQueryResult<Answer<D>> {
  return useQuery({
    ...choice,
    queryKey: wish === undefined ? [door] : [door, wish],
    queryFn: ({ signal }) => callWith(door, wish as Wish<D>, signal),
  });
}

interface Changes<D extends Door> {
  /** Doors whose answers are old after this. */
  stale?: readonly ReadDoor[];
  onDone?(answer: Answer<D>, wish: Wish<D>): void;
}

/** A change through a door: `mutate({ body })`. What it makes old is asked for anew. */
export function useChange<D extends Door>(
  door: D,
  { stale = [], onDone }: Changes<D> = {},
): UseMutationResult<Answer<D>, Error, Wish<D>> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish<D>) => callWith(door, wish, undefined),
    onSuccess(answer, wish) {
      for (const old of stale) void client.invalidateQueries({ queryKey: [old] });
      onDone?.(answer, wish);
    },
  });
}
