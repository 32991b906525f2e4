/** Puts a text into the user's hands as a file: the browser or the window asks where to, or takes it as a download. */
export function saveText(
  fileName: string,
  text: string,
  type: 'text/plain' | 'text/csv' | 'text/html',
): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has the bytes once this turn of the page is over.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
