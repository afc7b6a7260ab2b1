import { useQuery } from '@tanstack/react-query';
import { type EarlierTalk, keptTalk, loadEarlierTalk } from '../earlier-talk.ts';

/** The talk that this browser left in the middle, if there is one to go on with. */
export function useEarlierTalk(): EarlierTalk | undefined {
  const id = keptTalk();
  const { data } = useQuery({
    queryKey: ['earlier talk', id],
    enabled: id !== undefined,
    staleTime: 0,
    queryFn: async ({ signal }) => (await loadEarlierTalk(id ?? '', signal)) ?? null,
  });
  // Where the learner said nothing, there is nothing to go on with.
  return data?.lines.some(({ kind }) => kind === 'learner') ? data : undefined;
}
