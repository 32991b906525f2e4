// First of all, since every other import makes schemas.
import '#shared/without-generated-code';

import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { z } from 'zod';
import {
  HOST_CHANNELS,
  HOST_GLOBAL,
  type HostApi,
  type HostEvent,
  hostEventSchema,
  saveExportReplySchema,
  saveExportRequestSchema,
} from '#shared/host-api';

const listeners = new Set<(event: HostEvent) => void>();
/** Events that came before the page began to listen, such as the file the program was opened with. */
const unheard: HostEvent[] = [];

ipcRenderer.on(HOST_CHANNELS.event, (_event, message: unknown) => {
  const event = hostEventSchema.parse(message);
  if (listeners.size === 0) unheard.push(event);
  for (const listener of listeners) listener(event);
});

/** Electron wraps what a handler throws in a sentence about channels, which means nothing to the user. */
const WRAPPING = /^Error invoking remote method '[^']*': (?:[A-Za-z]*Error: )?/;

async function invoke<Schema extends z.ZodType>(
  channel: string,
  replySchema: Schema,
  message?: unknown,
): Promise<z.output<Schema>> {
  try {
    return replySchema.parse(await ipcRenderer.invoke(channel, message));
  } catch (error) {
    throw new Error(error instanceof Error ? error.message.replace(WRAPPING, '') : String(error));
  }
}

// The page gets these functions and nothing else: never ipcRenderer itself, which would open every channel to it.
contextBridge.exposeInMainWorld(HOST_GLOBAL, {
  kind: 'desktop',
  pathOf: (file) => (file instanceof File ? webUtils.getPathForFile(file) || undefined : undefined),
  chooseFiles: () => invoke(HOST_CHANNELS.chooseFiles, z.array(z.string())),
  findFile: () => invoke(HOST_CHANNELS.findFile, z.string().optional()),
  chooseFfmpeg: () => invoke(HOST_CHANNELS.chooseFfmpeg, z.boolean()),
  saveExport: (request) =>
    invoke(HOST_CHANNELS.saveExport, saveExportReplySchema, saveExportRequestSchema.parse(request)),
  onEvent: (listener) => {
    listeners.add(listener);
    for (const event of unheard.splice(0)) listener(event);
    return () => {
      listeners.delete(listener);
    };
  },
} satisfies HostApi);
