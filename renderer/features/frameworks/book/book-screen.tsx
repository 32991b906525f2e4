import { Anchor, Text } from '@mantine/core';
import { Link, useSearch } from 'wouter';
import type { FrameworkReference } from '#shared/model/framework';
import { errorMessage } from '../../../app/api-error';
import { useFramework } from '../../../app/queries/framework-queries';
import { parseFrameworkReference, paths, useFrameworkInAddress } from '../../../app/routes';
import pageClasses from '../../../ui/page.module.css';
import { Book } from './book';

/** The framework that the address names, as a book. */
export function BookScreen({ framework }: { framework: string }) {
  const reference = parseFrameworkReference(framework);
  if (!reference) return <Missing>{`“${framework}” names no framework.`}</Missing>;
  return <LoadedBook reference={reference} />;
}

function LoadedBook({ reference }: { reference: FrameworkReference }) {
  const framework = useFramework(reference);
  const beside = useFrameworkInAddress('beside');
  const at = new URLSearchParams(useSearch()).get('at') ?? undefined;
  if (framework.data) return <Book framework={framework.data} beside={beside} at={at} />;
  return framework.isError ? <Missing>{errorMessage(framework.error)}</Missing> : null;
}

function Missing({ children }: { children: string }) {
  return (
    <div className={pageClasses.narrow}>
      <h1>Framework</h1>
      <Text role="alert">{children}</Text>
      <Anchor component={Link} href={paths.frameworks()} mt="md" display="block">
        All frameworks
      </Anchor>
    </div>
  );
}
