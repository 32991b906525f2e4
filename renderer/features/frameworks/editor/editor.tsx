import { Button, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { addCrosswalk } from '#shared/frameworks/edit-crosswalks';
import { addPart } from '#shared/frameworks/edit-draft';
import { addKind } from '#shared/frameworks/edit-kinds';
import type { FrameworkDraft } from '#shared/model/framework-draft';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';
import { notifyDone, notifyError } from '../../../app/notify';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import { Changes } from '../../../app/reading';
import { paths } from '../../../app/routes';
import { useFrameworkNames } from '../../../app/use-framework-names';
import { frameworkLabel } from '../../../ui/framework-label';
import { SaveStatus } from '../../../ui/save-status';
import { StepButtons } from '../../../ui/step-buttons';
import { usePageTitle } from '../../../ui/use-page-title';
import { Disclaimer } from '../disclaimer';
import { AboutForm } from './about-form';
import { CrosswalkForm } from './crosswalk-form';
import classes from './editor.module.css';
import { KindForm } from './kind-form';
import { Outline } from './outline';
import { keyOfSelected, outlineOf, type Selected } from './outline-rows';
import { PartForm } from './part-form';
import { Problems, ProblemsHere } from './problems';
import { newScale, ScaleForm } from './scale-form';
import { useDraftEditor } from './use-draft-editor';
import { useDraftProblems } from './use-draft-problems';

/** Writes one framework: its parts in an outline, the one that is open in a form. */
export function Editor({ draft }: { draft: FrameworkDraft }) {
  const { content, edit, undo, redo, saveState, flush } = useDraftEditor(draft);
  const { frameworksChanged, frameworkDraftsChanged } = useCacheUpdates();
  const [, navigate] = useLocation();
  const nameOf = useFrameworkNames();
  const [selected, setSelected] = useState<Selected>({ type: 'about' });
  const [finishing, setFinishing] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  usePageTitle(`Writing ${content.title}`);
  const problems = useDraftProblems(content);
  const outline = useMemo(() => outlineOf(content), [content]);
  const scale = selected.type === 'scale' ? content.scales[selected.scale] : undefined;
  const kind = selected.type === 'kind' ? content.kinds[selected.kind] : undefined;
  const crosswalk = selected.type === 'crosswalk' ? content.crosswalks[selected.crosswalk] : undefined;
  // An undo may take away what was open.
  const isThere = outline.some(({ key }) => key === keyOfSelected(selected));
  const shown: Selected = isThere ? selected : { type: 'about' };

  async function finish(): Promise<void> {
    setFinishing(true);
    setRefusal(undefined);
    try {
      await flush();
      const finished = await api.frameworkDrafts.finish({ draftId: draft.id });
      await Promise.all([frameworksChanged(), frameworkDraftsChanged()]);
      notifyDone(`“${frameworkLabel(finished)}” can be used for reviews now.`);
      navigate(paths.framework(finished));
    } catch (error) {
      setRefusal(errorMessage(error));
      setFinishing(false);
    }
  }

  async function discard(): Promise<void> {
    try {
      await flush();
      await api.frameworkDrafts.discard({ draftId: draft.id });
      await frameworkDraftsChanged();
      navigate(paths.frameworks());
    } catch (error) {
      notifyError('The draft could not be discarded', error);
    }
  }

  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <div className={classes.names}>
          <Link href={paths.frameworks()} className={classes.back}>
            All frameworks
          </Link>
          <h1>{content.title || 'A framework without a title'}</h1>
          <Text size="xs" c="dimmed">
            Being written
            {draft.basedOn && ` · began as a copy of ${nameOf(draft.basedOn)}`}
          </Text>
          <Disclaimer />
        </div>
        <Changes>
          <div className={classes.actions}>
            <SaveStatus state={saveState} onRetry={flush} />
            <StepButtons undo={undo} redo={redo} />
            <Discard onConfirmed={discard} />
            <Button size="xs" loading={finishing} onClick={finish}>
              Finish this edition
            </Button>
          </div>
        </Changes>
      </header>
      <div className={classes.notes}>
        {refusal && (
          <Text role="alert" size="sm" c="var(--danger)">
            {refusal}
          </Text>
        )}
        <Problems problems={problems} onOpen={setSelected} />
      </div>
      <div className={classes.body}>
        <Outline rows={outline} current={keyOfSelected(shown)} onSelect={setSelected} />
        <section aria-label="What is open" className={classes.form}>
          <ProblemsHere problems={problems} at={shown} />
          <Changes>
            {shown.type === 'about' && (
              <AboutForm
                content={content}
                edit={edit}
                onAddDomain={() => {
                  const added = addPart(content, { type: 'domain' });
                  edit(() => added.content);
                  setSelected({ type: 'part', place: added.place });
                }}
                onAddScale={() => {
                  edit((now) => ({ ...now, scales: [...now.scales, newScale(now.scales)] }));
                  setSelected({ type: 'scale', scale: content.scales.length });
                }}
                onAddKind={() => {
                  edit(addKind);
                  setSelected({ type: 'kind', kind: content.kinds.length });
                }}
                onAddCrosswalk={(to) => {
                  edit((now) => addCrosswalk(now, to));
                  setSelected({ type: 'crosswalk', crosswalk: content.crosswalks.length });
                }}
              />
            )}
            {shown.type === 'scale' && scale && (
              <ScaleForm
                scale={scale}
                index={shown.scale}
                edit={edit}
                onRemoved={() => setSelected({ type: 'about' })}
              />
            )}
            {shown.type === 'kind' && kind && (
              <KindForm
                key={keyOfSelected(shown)}
                kind={kind}
                index={shown.kind}
                count={content.kinds.length}
                edit={edit}
                onSelect={setSelected}
              />
            )}
            {shown.type === 'crosswalk' && crosswalk && (
              <CrosswalkForm
                key={keyOfSelected(shown)}
                content={content}
                crosswalk={crosswalk}
                index={shown.crosswalk}
                edit={edit}
                onRemoved={() => setSelected({ type: 'about' })}
              />
            )}
            {shown.type === 'part' && (
              <PartForm
                key={keyOfSelected(shown)}
                content={content}
                place={shown.place}
                edit={edit}
                onSelect={setSelected}
              />
            )}
          </Changes>
        </section>
      </div>
    </div>
  );
}

/** Discards only at a second press, since it cannot be undone. */
function Discard({ onConfirmed }: { onConfirmed: () => void }) {
  const [asked, setAsked] = useState(false);
  return (
    <Button
      size="xs"
      variant="subtle"
      color="red"
      onBlur={() => setAsked(false)}
      onClick={() => (asked ? onConfirmed() : setAsked(true))}
    >
      {asked ? 'Press again to discard all of it' : 'Discard…'}
    </Button>
  );
}
