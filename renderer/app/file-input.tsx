import { type ChangeEvent, createContext, type ReactNode, useCallback, useContext, useRef } from 'react';
import { addFiles } from './import-files';
import { useLibraryStatus } from './queries/library-queries';

/** A hint for the file dialog only: what a file is, its content tells. */
const ACCEPTED = 'audio/*,video/*,.mkv,.opus,.concordance';

const OpenFileDialog = createContext<() => void>(() => {});

/** Opens the browser's file dialog; what is chosen is taken in, whatever screen stands there by then. */
export function useFileDialog(): () => void {
  return useContext(OpenFileDialog);
}

/** Holds the one file input of the page, above the screens: one that left with its screen would lose the choice. */
export function FileInput({ children }: { children: ReactNode }) {
  const { data: status } = useLibraryStatus();
  const addsByPath = status?.addsByPath ?? false;
  const input = useRef<HTMLInputElement>(null);
  const open = useCallback(() => input.current?.click(), []);

  function takeChosen(event: ChangeEvent<HTMLInputElement>): void {
    const files = [...(event.currentTarget.files ?? [])];
    // Emptied, so that choosing the same file again is noticed.
    event.currentTarget.value = '';
    void addFiles(files, { addsByPath });
  }

  return (
    <OpenFileDialog value={open}>
      {children}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label="Recordings or packages"
        onChange={takeChosen}
      />
    </OpenFileDialog>
  );
}
