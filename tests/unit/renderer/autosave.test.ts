import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAutosave, type SaveState } from '../../../renderer/ui/autosave';

type Form = { title: string; tags: string[] };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function openForm(save: (changes: Partial<Form>) => Promise<unknown>) {
  const states: SaveState[] = [];
  const autosave = createAutosave<Form>({
    save,
    onState: (state) => states.push(state),
    describeError: (error) => (error as Error).message,
    delayMs: 500,
  });
  return { autosave, states, phases: () => states.map((state) => state.phase) };
}

test('saves once after a pause, the newest value of each member', async () => {
  const saved: Partial<Form>[] = [];
  const { autosave, phases } = openForm(async (changes) => saved.push(changes));
  autosave.change({ title: 'a' });
  await vi.advanceTimersByTimeAsync(400);
  autosave.change({ title: 'ab' });
  autosave.change({ tags: ['x'] });
  await vi.advanceTimersByTimeAsync(499);
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(saved).toEqual([{ title: 'ab', tags: ['x'] }]);
  expect(phases()).toEqual(['pending', 'pending', 'pending', 'saving', 'saved']);
});

test('saves at once when asked, and nothing when there is nothing', async () => {
  const save = vi.fn(async () => {});
  const { autosave } = openForm(save);
  await autosave.flush();
  expect(save).not.toHaveBeenCalled();
  autosave.change({ title: 'a' });
  await autosave.flush();
  expect(save).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(save).toHaveBeenCalledOnce();
});

test('never says saved while something newer is not', async () => {
  const finishers: (() => void)[] = [];
  const { autosave, phases } = openForm(() => new Promise<void>((resolve) => finishers.push(resolve)));
  autosave.change({ title: 'a' });
  const flushed = autosave.flush();
  autosave.change({ title: 'ab' });
  finishers[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(phases().at(-1)).toBe('saving');
  finishers[1]?.();
  await flushed;
  expect(phases()).toEqual(['pending', 'saving', 'saving', 'saved']);
});

test('keeps what could not be saved, says why, and tries it again with the next change', async () => {
  const attempts: Partial<Form>[] = [];
  const { autosave, states } = openForm(async (changes) => {
    attempts.push(changes);
    if (attempts.length === 1) throw new Error('The disk is full.');
  });
  autosave.change({ title: 'a' });
  await autosave.flush();
  expect(states.at(-1)).toEqual({ phase: 'failed', message: 'The disk is full.' });
  autosave.change({ tags: ['x'] });
  await autosave.flush();
  expect(attempts).toEqual([{ title: 'a' }, { title: 'a', tags: ['x'] }]);
  expect(states.at(-1)).toEqual({ phase: 'saved' });
});

test('a value typed during a failing save wins over the failed one', async () => {
  let fail: (error: Error) => void = () => {};
  const attempts: Partial<Form>[] = [];
  const { autosave } = openForm((changes) => {
    attempts.push(changes);
    return attempts.length === 1 ? new Promise((_resolve, reject) => (fail = reject)) : Promise.resolve();
  });
  autosave.change({ title: 'a' });
  const flushed = autosave.flush();
  autosave.change({ title: 'ab' });
  fail(new Error('busy'));
  await flushed;
  await autosave.flush();
  expect(attempts.at(-1)).toEqual({ title: 'ab' });
});
