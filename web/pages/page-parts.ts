/** The gateway that served this page: its base URL, ending in a slash. Pages stand one or two levels below it. */
export const GATEWAY = new URL('/', location.href);

/** The element with this id; the page's own markup has it. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`page lacks #${id}`);
  }
  return found;
}

/** Runs `task` now and every `periodMillis` while the page is seen. */
export function whileVisible(periodMillis: number, task: () => void): void {
  task();
  setInterval(() => {
    if (!document.hidden) {
      task();
    }
  }, periodMillis);
}
