export type Shortcut = 'play-pause' | 'mute' | 'full-screen' | 'back' | 'forward' | 'to-start' | 'to-end';

const SHORTCUTS: ReadonlyMap<string, Shortcut> = new Map([
  [' ', 'play-pause'],
  ['k', 'play-pause'],
  ['m', 'mute'],
  ['f', 'full-screen'],
  ['ArrowLeft', 'back'],
  ['ArrowRight', 'forward'],
  ['Home', 'to-start'],
  ['End', 'to-end'],
]);

/** What a key press stands for. Nothing with a modifier or in a control of its own, and no space bar where that presses a button. */
export function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
    return undefined;
  }
  const target = event.composedPath()[0];
  if (target instanceof Element && target.matches('input, select, textarea')) {
    return undefined;
  }
  const pressesButton = event.key === ' ' && target instanceof Element && target.matches('button, [role="button"]');
  return pressesButton ? undefined : SHORTCUTS.get(event.key);
}
