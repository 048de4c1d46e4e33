/** Set by the build: the player's module, relative to this script. */
declare const PLAYER_FILE: string;

// A classic script, so that its own address is known; several of them on a page load the module once, for a browser
// evaluates each module address once.
const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  import(new URL(PLAYER_FILE, script.src).href).catch((failure: unknown) => {
    console.error('bittube: the player could not be loaded', failure);
  });
}
