import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { errorMessage } from '../../../app/api-error';
import { useFrameworkDraft } from '../../../app/queries/framework-queries';
import { paths } from '../../../app/routes';
import pageClasses from '../../../ui/page.module.css';
import { Editor } from './editor';

/** A framework that is being written. */
export function EditorScreen({ draftId }: { draftId: string }) {
  const draft = useFrameworkDraft(draftId);
  if (draft.data) return <Editor draft={draft.data} />;
  if (!draft.isError) return null;
  return (
    <div className={pageClasses.narrow}>
      <h1>Framework</h1>
      <Text role="alert">{errorMessage(draft.error)}</Text>
      <Anchor component={Link} href={paths.frameworks()} mt="md" display="block">
        All frameworks
      </Anchor>
    </div>
  );
}
