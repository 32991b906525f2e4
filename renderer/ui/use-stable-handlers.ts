import { useLayoutEffect, useRef, useState } from 'react';

/** Functions by name; a method's own parameters, whatever they are. */
type Handlers = Readonly<Record<string, (...given: never[]) => unknown>>;

/**
 * The same functions at every drawing, which run the latest ones of their names: what takes them and is memoized is not
 * drawn again for their sake. The names must not change from one drawing to the next.
 */
export function useStableHandlers<Given extends Handlers>(handlers: Given): Given {
  const latest = useRef(handlers);
  // Before anything that is drawn can be used.
  useLayoutEffect(() => {
    latest.current = handlers;
  });
  const [stable] = useState(
    () =>
      Object.fromEntries(
        Object.keys(handlers).map((name) => [name, (...given: never[]) => latest.current[name]?.(...given)]),
      ) as Given,
  );
  return stable;
}
