import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react';
import type { Framework } from '#shared/model/framework';
import type { SessionDocument } from '#shared/model/session';
import type { ReviewStore, ReviewView } from './review-store';

/** What the parts of a review's screen share: the review, what it is about, and which moment is chosen. */
export type ReviewEditing = {
  store: ReviewStore;
  framework: Framework;
  session: SessionDocument;
  selectedMomentId: string | undefined;
  selectMoment: (momentId: string | undefined) => void;
  /** Plays a stretch once and stops at its end; a point plays a few seconds around it. */
  playMoment: (momentId: string) => void;
};

const ReviewEditingContext = createContext<ReviewEditing | undefined>(undefined);

export function ReviewEditingProvider({
  children,
  ...editing
}: Omit<ReviewEditing, 'selectedMomentId' | 'selectMoment'> & { children: ReactNode }) {
  const [selectedMomentId, selectMoment] = useState<string>();
  return (
    <ReviewEditingContext value={{ ...editing, selectedMomentId, selectMoment }}>
      {children}
    </ReviewEditingContext>
  );
}

/** @throws Error outside a review's screen */
export function useReviewEditing(): ReviewEditing {
  const editing = useContext(ReviewEditingContext);
  if (!editing) throw new Error('This part needs an open review');
  return editing;
}

/**
 * What is shown of the review, or one part of it: who takes a part is drawn again only when that part is another one.
 *
 * @param select - picks a part out of the view; makes nothing new
 */
export function useReviewView(): ReviewView;
export function useReviewView<Part>(select: (view: ReviewView) => Part): Part;
export function useReviewView(select: (view: ReviewView) => unknown = (view) => view): unknown {
  const { store } = useReviewEditing();
  return useSyncExternalStore(store.subscribe, () => select(store.getView()));
}
