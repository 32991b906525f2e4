import type { ReactNode } from 'react';

export function ImportArea({ children }: { children: ReactNode }) {
  return children;
}
