import { type RefObject, useLayoutEffect, useState } from 'react';
import { useReviewEditing } from '../../review-editing/review-editing';
import type { ReviewStore } from '../../review-editing/review-store';

/** What the panels of an open review looked like when they were last shown; gone with the review's screen. */
const keptByReview = new WeakMap<ReviewStore, Map<string, unknown>>();

/** State that is as it was when its panel is shown again: one tab's panel goes away while another is read. */
export function useKeptState<Value>(key: string, initial: Value): [Value, (next: Value) => void] {
  const { store } = useReviewEditing();
  const kept = keptOf(store);
  const [value, setValue] = useState<Value>(() => (kept.has(key) ? (kept.get(key) as Value) : initial));
  const [set] = useState(() => (next: Value) => {
    kept.set(key, next);
    setValue(next);
  });
  return [value, set];
}

type Place = { name: string; offset: number };

/**
 * Brings a panel back to where it was scrolled to. The place is kept by the element there, marked with `data-place`,
 * since heights above it may be other ones by then.
 */
export function useKeptPlace(key: string, panel: RefObject<HTMLElement | null>): void {
  const { store } = useReviewEditing();
  useLayoutEffect(() => {
    const root = panel.current;
    const scroller = root && scrollerOf(root);
    if (!scroller) return;
    const kept = keptOf(store);
    const place = kept.get(key) as Place | undefined;
    const target = place && placesIn(root).find((element) => element.dataset.place === place.name);
    let frame: number | undefined;
    function restore(timesMore: number): void {
      if (!scroller || !target || !place) return;
      scroller.scrollTop += offsetIn(scroller, target) - place.offset;
      // Rows get their true height only when they come into sight, which moves what is below them.
      if (timesMore > 0) frame = requestAnimationFrame(() => restore(timesMore - 1));
    }
    restore(3);
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      const first = placesIn(root).find((element) => offsetIn(scroller, element) + element.offsetHeight > 0);
      if (first?.dataset.place === undefined || scroller.scrollTop === 0) kept.delete(key);
      else kept.set(key, { name: first.dataset.place, offset: offsetIn(scroller, first) } satisfies Place);
    };
  }, [store, key, panel]);
}

function keptOf(store: ReviewStore): Map<string, unknown> {
  const kept = keptByReview.get(store) ?? new Map<string, unknown>();
  keptByReview.set(store, kept);
  return kept;
}

function placesIn(panel: HTMLElement): HTMLElement[] {
  return [...panel.querySelectorAll<HTMLElement>('[data-place]')];
}

function offsetIn(scroller: Element, element: Element): number {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

function scrollerOf(element: HTMLElement): HTMLElement | undefined {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(parent).overflowY)) return parent;
  }
  return undefined;
}
