import { type BrowserWindow, dialog } from 'electron';
import { z } from 'zod';
import {
  HOST_CHANNELS,
  type SaveExportReply,
  type SaveExportRequest,
  saveExportRequestSchema,
} from '#shared/host-api';
import type { Backend } from '../../backend/backend';
import { saveChosenFfmpeg } from './chosen-ffmpeg';
import { handleChecked } from './ipc';
import { PROGRAM_ORIGIN } from './program-origin';
import { safeFileName, saveStream } from './save-stream';

/** Answers what the page asks for through dialogs of the system. */
export function handleDialogs(backend: Backend): void {
  handleChecked(HOST_CHANNELS.chooseFiles, z.undefined(), (_message, window) => chooseFiles(window));
  handleChecked(HOST_CHANNELS.findFile, z.undefined(), (_message, window) => findFile(window));
  handleChecked(HOST_CHANNELS.chooseFfmpeg, z.undefined(), (_message, window) => chooseFfmpeg(window));
  handleChecked(HOST_CHANNELS.saveExport, saveExportRequestSchema, (request, window) =>
    saveExport(backend, request, window),
  );
}

/** Asks what to do about a library that another program has. */
export async function wantsToRead(libraryFolder: string, taken: Error): Promise<boolean> {
  const buttons = ['Open for reading', 'Quit'];
  const answer = await dialog.showMessageBox({
    type: 'info',
    title: 'Concordance',
    message: 'This library is open elsewhere',
    detail: `${libraryFolder}\n\n${taken.message}`,
    buttons,
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return answer.response === 0;
}

async function chooseFiles(window: BrowserWindow): Promise<string[]> {
  // No filter by extension: what a file is, its content tells, and recorders name files in many ways.
  const answer = await dialog.showOpenDialog(window, {
    title: 'Add recordings or packages',
    buttonLabel: 'Add',
    properties: ['openFile', 'multiSelections'],
  });
  return answer.canceled ? [] : answer.filePaths;
}

async function findFile(window: BrowserWindow): Promise<string | undefined> {
  const answer = await dialog.showOpenDialog(window, {
    title: 'Where is the recording now?',
    buttonLabel: 'Choose',
    properties: ['openFile'],
  });
  return answer.canceled ? undefined : answer.filePaths[0];
}

/** The path goes from the dialog to the backend and past the page, which could name any program. */
async function chooseFfmpeg(window: BrowserWindow): Promise<boolean> {
  const answer = await dialog.showOpenDialog(window, {
    title: 'Where is ffmpeg?',
    buttonLabel: 'Use this',
    properties: ['openFile'],
  });
  const [path] = answer.canceled ? [] : answer.filePaths;
  if (path === undefined) return false;
  await saveChosenFfmpeg(path);
  return true;
}

/** Rejects with a message for people when the export is gone or the file cannot be written; then nothing is written. */
async function saveExport(
  backend: Backend,
  request: SaveExportRequest,
  window: BrowserWindow,
): Promise<SaveExportReply> {
  const answer = await dialog.showSaveDialog(window, {
    title: 'Save',
    defaultPath: safeFileName(request.suggestedName),
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  if (answer.canceled || answer.filePath === '') return { outcome: 'cancelled' };

  const response = await backend.fetch(new Request(`${PROGRAM_ORIGIN}/exports/${request.exportId}`));
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new Error('What was to be saved is no longer there. Export it again.');
  }
  try {
    await saveStream(response.body, answer.filePath);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`"${answer.filePath}" could not be written: ${reason}. Choose another folder.`, {
      cause: error,
    });
  }
  return { outcome: 'saved', path: answer.filePath };
}
