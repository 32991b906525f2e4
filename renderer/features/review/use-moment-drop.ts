import { type DragEvent, useState } from 'react';
import { MOMENT_DRAG_TYPE } from '../../review-editing/moment-drag';

/** Makes an element take dragged moments. Without a taker it takes none. */
export function useMomentDrop(onDrop: ((momentId: string) => void) | undefined) {
  const [isOver, setIsOver] = useState(false);
  if (!onDrop) return { isOver: false, dropProps: {} };

  function accept(event: DragEvent): void {
    if (!event.dataTransfer.types.includes(MOMENT_DRAG_TYPE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = effectFor(event.dataTransfer.effectAllowed);
    setIsOver(true);
  }

  return {
    isOver,
    dropProps: {
      onDragEnter: accept,
      onDragOver: accept,
      onDragLeave(event: DragEvent) {
        const goesTo = event.relatedTarget;
        if (!(goesTo instanceof Node && event.currentTarget.contains(goesTo))) setIsOver(false);
      },
      onDrop(event: DragEvent) {
        setIsOver(false);
        const momentId = event.dataTransfer.getData(MOMENT_DRAG_TYPE);
        if (momentId === '') return;
        event.preventDefault();
        event.stopPropagation();
        onDrop(momentId);
      },
    },
  };
}

/** The browser refuses a drop whose effect the source does not allow. */
function effectFor(allowed: DataTransfer['effectAllowed']): DataTransfer['dropEffect'] {
  if (allowed === 'copy' || allowed === 'copyMove') return 'copy';
  return allowed === 'move' ? 'move' : 'link';
}
