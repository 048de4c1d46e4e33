/** What can be disabled while it works. */
export type Control = HTMLElement & { disabled: boolean };

/**
 * Disables a control while it works. Browsers take the focus from what is disabled: it gets it back, unless somebody has gone on
 * meanwhile, so that the keyboard keeps its place.
 * @returns to be called at the end
 */
export function busy(control: Control): () => void {
  const hadFocus = document.activeElement === control;
  control.disabled = true;
  return () => {
    control.disabled = false;
    if (hadFocus && control.isConnected && isNowhere(document.activeElement)) {
      control.focus();
    }
  };
}

/** Nothing has the focus: Tab would begin with the page's first link. */
export function isNowhere(focused: Element | null): boolean {
  return focused === null || focused === document.body;
}
