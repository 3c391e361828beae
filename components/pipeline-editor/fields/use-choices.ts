import { useQuery } from '@tanstack/react-query';

/** A list that an input offers, asked for once and kept for a minute; empty until it is there or when it fails. */
export function useChoices<Choice>(
  key: readonly unknown[],
  load: () => Promise<readonly Choice[]>,
  isWanted = true,
): readonly Choice[] {
  const answer = useQuery({
    queryKey: ['pipeline-editor', ...key],
    queryFn: load,
    enabled: isWanted,
    staleTime: 60_000,
    retry: false,
  });
  return answer.data ?? [];
}
