/** Set by the build, relative to this script: a module, then the parts that it cannot begin without. */
declare const PLAYER_FILES: readonly string[];
declare const DOWNLOAD_FILES: readonly string[];

// A classic script, so that its own address is known; several of them on a page load a module once, for a browser
// evaluates each module address once.
const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const { src } = script;
  load(PLAYER_FILES, src);
  whenUsed('bittube-download', () => load(DOWNLOAD_FILES, src));
}

/** All files at once, and not one after the other as the browser comes upon them. */
function load([module = '', ...parts]: readonly string[], src: string): void {
  for (const part of parts) {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = new URL(part, src).href;
    document.head.append(link);
  }
  import(new URL(module, src).href).catch((failure: unknown) => {
    console.error('bittube: a part could not be loaded', failure);
  });
}

/** Runs `task` once, as soon as the document has such an element: most pages that show a stream have none. */
function whenUsed(name: string, task: () => void): void {
  const elements = document.getElementsByTagName(name);
  if (elements.length > 0) {
    task();
    return;
  }
  const observer = new MutationObserver(() => {
    if (elements.length > 0) {
      observer.disconnect();
      task();
    }
  });
  observer.observe(document, { childList: true, subtree: true });
}
