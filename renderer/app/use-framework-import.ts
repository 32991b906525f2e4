import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { frameworkLabel } from '../ui/framework-label';
import { api } from './api-client';
import { decodeText } from './decode-text';
import { notifyDone } from './notify';
import { useCacheUpdates } from './queries/library-queries';
import { paths } from './routes';

/** Whether a file is taken for a framework or a codebook by its name; what it is, its content tells. */
export function isFrameworkFile({ name }: Pick<File, 'name'>): boolean {
  return /\.(qdc|json)$/i.test(name);
}

/**
 * Takes in a framework from a file, whoever's program wrote it, and opens it.
 *
 * @throws what the backend says is wrong with it
 */
export function useFrameworkImport(): (file: File) => Promise<void> {
  const { frameworksChanged } = useCacheUpdates();
  const [, navigate] = useLocation();
  return useCallback(
    async (file: File) => {
      const text = decodeText(new Uint8Array(await file.arrayBuffer()));
      const added = await api.frameworks.importFile({ fileName: file.name, text });
      await frameworksChanged();
      notifyDone(`“${frameworkLabel(added)}” was added.`);
      navigate(paths.framework(added));
    },
    [frameworksChanged, navigate],
  );
}
