/** Writes only what differs, so that a live region speaks once and a selection survives. */
export function setText(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) {
    element.textContent = text;
  }
}

/** A style sheet for shadow trees, of a text that the build has taken from a file. */
export function styleSheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
