// Files that the author picks on the page, as they are sent to Python.

/** The kinds of text that Companion reads. */
export const FILES = ".md,.markdown,.txt,.docx,.ipynb";
/** In bytes: what is sent is a third larger, and Jupyter closes the connection at 10 MiB. */
export const MAX_BYTES = 7_000_000;

export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}

/** What is in a file. */
export async function contentOf(file: File): Promise<string> {
  return toBase64(new Uint8Array(await file.arrayBuffer()));
}
