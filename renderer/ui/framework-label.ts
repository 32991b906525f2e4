type NamedEdition = { title: string; edition: string };

/** The words that tell a framework's edition; empty where its title says it already. */
export function editionLabel({ title, edition }: NamedEdition): string {
  return title.includes(edition) ? '' : `edition ${edition}`;
}

/** A framework's title with its edition, said once. */
export function frameworkLabel(framework: NamedEdition): string {
  return [framework.title, editionLabel(framework)].filter(Boolean).join(', ');
}
