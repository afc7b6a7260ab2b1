import { useState } from 'react';

/** The token after `#token=` of a link from a letter. It is taken out of the address, so that no history keeps it. */
export function useOneTimeToken(): string | undefined {
  const [token] = useState(() => tokenOf(location.hash));
  if (token !== undefined && location.hash !== '') {
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  return token;
}

export function tokenOf(fragment: string): string | undefined {
  const token = new URLSearchParams(fragment.replace(/^#/, '')).get('token');
  return token === null || token === '' || token.length > 200 ? undefined : token;
}
