import { useEffect, useState } from 'react';

/** The token after `#token=` of a link from a letter. It is taken out of the address, so that no history keeps it. */
export function useOneTimeToken(): string | undefined {
  const [token] = useState(() => tokenOf(location.hash));
  // Only once the page stands: one that is put up again while its words load reads the address anew.
  useEffect(() => {
    if (token !== undefined) history.replaceState(history.state, '', location.pathname + location.search);
  }, [token]);
  return token;
}

export function tokenOf(fragment: string): string | undefined {
  const token = new URLSearchParams(fragment.replace(/^#/, '')).get('token');
  return token === null || token === '' || token.length > 200 ? undefined : token;
}
