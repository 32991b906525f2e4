/**
 * Frees the memory of bytes that nobody needs any more: hours of a recording pass through in a few seconds, and what is
 * left to the collector grows to hundreds of megabytes before it comes. They and all views of them are empty then.
 */
export function releaseMemory(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): void {
  // Transferred to a port whose other end is closed, they belong to nobody.
  drain.postMessage(undefined, [ArrayBuffer.isView(bytes) ? bytes.buffer : bytes]);
}

const drain = makeDrain();

function makeDrain(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  return port1;
}
