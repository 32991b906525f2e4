import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import { frameworkLabel } from '../ui/framework-label';
import { useFrameworks } from './queries/framework-queries';

/** Names an edition by its title; one that is not in this library by its id. */
export function useFrameworkNames(): (framework: FrameworkReference) => string {
  const { data: frameworks = [] } = useFrameworks();
  return (framework) => {
    const known = frameworks.find((candidate) => isSameReference(candidate, framework));
    return known ? frameworkLabel(known) : `${framework.id}, edition ${framework.edition}`;
  };
}
