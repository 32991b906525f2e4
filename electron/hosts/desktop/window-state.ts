import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const rectangleSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type Rectangle = z.infer<typeof rectangleSchema>;

const windowStateSchema = z.object({ bounds: rectangleSchema, isMaximized: z.boolean() });
/** Where the window was when it was last closed, in device-independent pixels. */
export type WindowState = z.infer<typeof windowStateSchema>;

/** `undefined` where there is none or it cannot be read: a window's size is a comfort, never a reason not to start. */
export function readWindowState(file: string): WindowState | undefined {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Synchronous, because a closing window does not wait. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(`${file}.part`, JSON.stringify(state));
    renameSync(`${file}.part`, file);
  } catch {
    // A window that opens at its first size again is no loss worth a message.
  }
}

/** How much of a window must lie on a screen to be found and dragged, in device-independent pixels. */
const GRASPABLE = 100;

/** Whether a window would be seen: the screen it was on may be unplugged by now. */
export function isOnScreen(bounds: Rectangle, screens: readonly Rectangle[]): boolean {
  return screens.some((screen) => {
    const shownWidth =
      Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
    const shownHeight =
      Math.min(bounds.y + bounds.height, screen.y + screen.height) - Math.max(bounds.y, screen.y);
    return shownWidth >= GRASPABLE && shownHeight >= GRASPABLE;
  });
}
