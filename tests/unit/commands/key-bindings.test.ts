import { describe, expect, it } from 'vitest';
import { COMMANDS } from '#shared/commands/commands';
import {
  commandFor,
  describeStroke,
  findClashes,
  type KeyPress,
  resolveBindings,
  strokeOf,
} from '#shared/commands/key-bindings';

const builtIn = resolveBindings({});

function press(code: string, held: Partial<KeyPress> = {}): KeyPress {
  return { code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe('the commands', () => {
  it('each have an id of their own', () => {
    const ids = COMMANDS.map((command) => command.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('have no built-in key in common with another of the same place', () => {
    expect(findClashes(builtIn)).toEqual([]);
  });

  it('have no key that reads the same as that of another', () => {
    const shown = COMMANDS.flatMap(({ place, strokes }) =>
      strokes.map((stroke) => `${place} ${describeStroke(stroke)}`),
    );
    expect(shown.filter((text, index) => shown.indexOf(text) !== index)).toEqual([]);
  });

  it('each have a key, and a label of their own to be found by', () => {
    expect(COMMANDS.filter((command) => command.strokes.length === 0)).toEqual([]);
    expect(new Set(COMMANDS.map(({ place, label }) => `${place} ${label}`)).size).toBe(COMMANDS.length);
  });

  it('are all reached by the keys that they name', () => {
    for (const command of COMMANDS) {
      for (const stroke of command.strokes) {
        expect([stroke, commandFor(stroke, command.place, builtIn)?.id]).toEqual([stroke, command.id]);
      }
    }
  });

  it('write their strokes in the form in which a key press is written', () => {
    for (const stroke of COMMANDS.flatMap((command) => command.strokes)) {
      const parts = stroke.split('+');
      const written = strokeOf(
        press(parts.at(-1) ?? '', {
          ctrlKey: parts.includes('Mod'),
          altKey: parts.includes('Alt'),
          shiftKey: parts.includes('Shift'),
        }),
      );
      expect(written).toBe(stroke);
    }
  });
});

describe('a key press', () => {
  it.each([
    [press('KeyZ', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+KeyZ'],
    [press('KeyZ', { metaKey: true }), 'Mod+KeyZ'],
    [press('KeyZ', { metaKey: true, ctrlKey: true }), 'Mod+KeyZ'],
    [press('Digit1', { altKey: true, shiftKey: true }), 'Alt+Shift+Digit1'],
    [press('Space'), 'Space'],
  ])('is written in one form', (pressed, stroke) => {
    expect(strokeOf(pressed)).toBe(stroke);
  });
});

describe('keys that the user chose', () => {
  it('replace the built-in ones of that command alone', () => {
    const bindings = resolveBindings({ 'play.toggle': ['KeyX'], 'play.mute': [] });
    expect(commandFor('KeyX', 'workspace', bindings)?.id).toBe('play.toggle');
    expect(commandFor('Space', 'workspace', bindings)).toBeUndefined();
    expect(commandFor('KeyU', 'workspace', bindings)).toBeUndefined();
    expect(commandFor('KeyJ', 'workspace', bindings)?.id).toBe('play.backward');
    expect(findClashes(bindings)).toEqual([]);
  });

  it('that another command of the place has are named as a clash', () => {
    const bindings = resolveBindings({ 'play.mute': ['KeyJ'] });
    expect(findClashes(bindings)).toEqual([{ stroke: 'KeyJ', commands: ['play.backward', 'play.mute'] }]);
  });

  it('do not reach into another place', () => {
    expect(commandFor('KeyJ', 'library', builtIn)).toBeUndefined();
  });
});

describe('a stroke', () => {
  it.each([
    ['Mod+Shift+KeyZ', 'Ctrl+Shift+Z'],
    ['Shift+Digit3', 'Shift+3'],
    ['Alt+ArrowLeft', 'Alt+←'],
    ['BracketRight', ']'],
    ['Shift+Slash', '?'],
    ['Equal', '+'],
    ['NumpadAdd', 'Num +'],
    ['Space', 'Space'],
    ['F6', 'F6'],
  ])('%s is shown as %s', (stroke, text) => {
    expect(describeStroke(stroke)).toBe(text);
  });
});
