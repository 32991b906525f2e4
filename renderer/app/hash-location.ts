import { useSyncExternalStore } from 'react';

/**
 * The address behind `#`, for wouter. wouter's own hash hook moves a query into the page's address, where it stays
 * for every later screen and where a copied link does not carry it; here the query is part of the hash.
 */
function currentHash(): string {
  return location.hash.replace(/^#?\/?/, '/');
}

function currentPath(): string {
  return currentHash().split('?', 1)[0] ?? '/';
}

function currentSearch(): string {
  return currentHash().split('?')[1] ?? '';
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

export function navigateTo(to: string, { replace = false }: { replace?: boolean } = {}): void {
  const before = location.href;
  const url = new URL(before);
  url.hash = to;
  history[replace ? 'replaceState' : 'pushState'](null, '', url);
  dispatchEvent(new HashChangeEvent('hashchange', { oldURL: before, newURL: url.href }));
}

export function useHashPath(): [string, typeof navigateTo] {
  return [useSyncExternalStore(subscribe, currentPath), navigateTo];
}
useHashPath.hrefs = (href: string) => `#${href}`;

export function useHashSearch(): string {
  return useSyncExternalStore(subscribe, currentSearch);
}
