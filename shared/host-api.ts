import { z } from 'zod';

/** What the operating system or the menu asks of the page. */
export const hostEventSchema = z.discriminatedUnion('type', [
  /** "Open with" or a second start: files to take in. */
  z.object({ type: z.literal('open-files'), paths: z.array(z.string().min(1)).min(1) }),
  /** A menu entry was chosen; `command` is an id of shared/commands. */
  z.object({ type: z.literal('command'), command: z.string().min(1) }),
]);
export type HostEvent = z.infer<typeof hostEventSchema>;

/**
 * The few things that HTTP cannot do. A host that lacks one leaves it `undefined`; nothing is a silent no-op, so the
 * page shows a control only where it works.
 */
export type HostApi = {
  /** Which host this is, for the about box and for tests. */
  readonly kind: 'desktop' | 'browser';
  /** The path of a file that the user dropped or chose; `undefined` for a file that has none. */
  readonly pathOf?: (file: object) => string | undefined;
  /** Asks for files with the system's dialog; empty when the user cancels. */
  readonly chooseFiles?: () => Promise<string[]>;
  /** Asks with the system's dialog where a recording lies now; `undefined` when the user cancels. */
  readonly findFile?: () => Promise<string | undefined>;
  /** Asks with the system's dialog which ffmpeg is to be used, and keeps that on this machine; whether one was chosen. */
  readonly chooseFfmpeg?: () => Promise<boolean>;
  /** Asks where to save a finished export and writes it there. */
  readonly saveExport?: (request: SaveExportRequest) => Promise<SaveExportReply>;
  /** Opens the folder of a session's recording in the system's file manager. */
  readonly showRecording?: (sessionId: string) => Promise<void>;
  /** Subscribes to menu and system events; returns the way to stop. */
  readonly onEvent?: (listener: (event: HostEvent) => void) => () => void;
};

export const saveExportRequestSchema = z.object({
  exportId: z.uuidv7(),
  suggestedName: z.string().min(1).max(255),
});
export type SaveExportRequest = z.infer<typeof saveExportRequestSchema>;

export const saveExportReplySchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('saved'), path: z.string() }),
  z.object({ outcome: z.literal('cancelled') }),
]);
export type SaveExportReply = z.infer<typeof saveExportReplySchema>;

/** IPC channels of the desktop host; every message on them is checked for its sender and parsed. */
export const HOST_CHANNELS = {
  chooseFiles: 'concordance:choose-files',
  findFile: 'concordance:find-file',
  chooseFfmpeg: 'concordance:choose-ffmpeg',
  saveExport: 'concordance:save-export',
  showRecording: 'concordance:show-recording',
  event: 'concordance:event',
} as const;

/** The name under which the preload exposes the desktop's HostApi on `window`. */
export const HOST_GLOBAL = 'concordanceHost';
