import { IconFileImport, IconLink } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import classes from './drop-overlay.module.css';
import { host } from './host';
import { addFiles, type RecordingStorage } from './import-files';
import { notifyError } from './notify';
import { useLibraryStatus } from './queries/library-queries';
import { isFrameworkFile, useFrameworkImport } from './use-framework-import';

/** Takes files that are dropped anywhere on the page. */
export function DropOverlay() {
  const { data: status } = useLibraryStatus();
  const addsByPath = status?.addsByPath ?? false;
  const [dragging, setDragging] = useState(false);
  const importFramework = useFrameworkImport();

  useEffect(() => {
    // Entering a child tells of leaving its parent: only a balance of zero means that the files left the window.
    let depth = 0;

    function handleEnter(event: DragEvent): void {
      if (!carriesFiles(event)) return;
      depth += 1;
      setDragging(true);
    }
    function handleLeave(event: DragEvent): void {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setDragging(false);
    }
    function handleOver(event: DragEvent): void {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    }
    function handleDrop(event: DragEvent): void {
      depth = 0;
      setDragging(false);
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      const zone = event.target instanceof Element ? event.target.closest('[data-storage]') : null;
      const storage: RecordingStorage = zone?.getAttribute('data-storage') === 'linked' ? 'linked' : 'copied';
      const files = readDroppedFiles(event.dataTransfer);
      void addFiles(
        files.filter((file) => !isFrameworkFile(file)),
        { addsByPath, storage },
      );
      void takeFrameworks(files.filter(isFrameworkFile));
    }
    async function takeFrameworks(files: readonly File[]): Promise<void> {
      for (const file of files) {
        try {
          await importFramework(file);
        } catch (error) {
          notifyError(`“${file.name}” was not added`, error);
        }
      }
    }

    addEventListener('dragenter', handleEnter);
    addEventListener('dragleave', handleLeave);
    addEventListener('dragover', handleOver);
    addEventListener('drop', handleDrop);
    return () => {
      removeEventListener('dragenter', handleEnter);
      removeEventListener('dragleave', handleLeave);
      removeEventListener('dragover', handleOver);
      removeEventListener('drop', handleDrop);
    };
  }, [addsByPath, importFramework]);

  if (!dragging) return null;
  return (
    <section aria-label="Drop files" className={classes.overlay}>
      <div className={classes.zone} data-storage="copied">
        <IconFileImport size={40} stroke={1.25} aria-hidden />
        <p className={classes.title}>Drop to add to your library</p>
        <p className={classes.text}>
          Recordings are copied. A package shows what is in it before anything is stored. Frameworks (.json)
          and codebooks (.qdc) are checked first.
        </p>
      </div>
      {addsByPath && host.pathOf && (
        <div className={classes.zone} data-storage="linked">
          <IconLink size={28} stroke={1.25} aria-hidden />
          <p className={classes.text}>Drop here to link a recording where it is, without a copy</p>
        </div>
      )}
    </section>
  );
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** The files of a drop; a folder among them is named to the user and left out. */
function readDroppedFiles(transfer: DataTransfer): File[] {
  const files: File[] = [];
  for (const item of transfer.items) {
    const file = item.getAsFile();
    if (!file) continue;
    if (item.webkitGetAsEntry()?.isDirectory) {
      notifyError(
        `“${file.name}” is a folder`,
        new Error('Open it and drop the recordings or .concordance packages that are in it.'),
      );
    } else files.push(file);
  }
  return files;
}
