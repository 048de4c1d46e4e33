/**
 * Does something that may exchange the focused element for another of the same name (`data-focus`): that one has the focus then, and
 * where there is none, the list.
 */
export function keepingFocus(list: HTMLElement, change: () => void): void {
  const focused = document.activeElement;
  const name = focused !== null && list.contains(focused) ? focused.getAttribute('data-focus') : null;
  change();
  if (name !== null && focused?.isConnected === false) {
    const same = [...list.querySelectorAll<HTMLElement>('[data-focus]')].find((one) => one.dataset['focus'] === name);
    (same ?? list).focus();
  }
}
