/** The scheme and host under which the page lives in the desktop program. No Electron here: tests read it in plain Node. */
export const PROGRAM_SCHEME = 'app';
export const PROGRAM_HOST = 'concordance';
export const PROGRAM_ORIGIN = `${PROGRAM_SCHEME}://${PROGRAM_HOST}`;

/** Whether an address lies in the program itself. Parsed, never compared by its beginning: `app://concordance.evil`. */
export function isProgramUrl(address: string): boolean {
  const url = URL.parse(address);
  // `origin` is 'null' for schemes that URL does not know, so its parts are compared.
  return (
    url !== null &&
    url.protocol === `${PROGRAM_SCHEME}:` &&
    url.host === PROGRAM_HOST &&
    url.username === '' &&
    url.password === ''
  );
}

/** Whether the system's browser may be asked to open an address: `https:` only, without a name or password in it. */
export function isSafeExternalUrl(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '';
}

/** What is read of Electron's WebFrameMain to decide whether a message may be trusted. */
export type SenderFrame = { readonly origin: string; readonly parent: SenderFrame | null };

/** Only the top frame of our own page may speak to the main process. A frame that is gone already may not. */
export function isTrustedSender(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === PROGRAM_ORIGIN;
}

/** The three things the page may use; camera, microphone, location and all the rest stay closed. */
const allowedPermissions: ReadonlySet<string> = new Set([
  // Video in full screen.
  'fullscreen',
  // "Copy" of a note or a time; reading the clipboard is not needed, pasting works without it.
  'clipboard-sanitized-write',
  // Naming the outputs of sound and choosing one; listening to a microphone is `media`, which stays closed.
  'speaker-selection',
]);

/** Decides about a permission; everything that is not listed is denied, as is every other origin. */
export function isPermissionGranted(permission: string, requestingUrl: string): boolean {
  return allowedPermissions.has(permission) && isProgramUrl(requestingUrl);
}
