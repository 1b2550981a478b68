// After the answer has gone back: the browser's print window stops everything else.
export function print() {
  setTimeout(() => globalThis.print(), 0);
}
