export type Shortcut =
  | 'play-pause'
  | 'mute'
  | 'full-screen'
  | 'back'
  | 'forward'
  | 'far-back'
  | 'far-forward'
  | 'louder'
  | 'quieter'
  | 'to-start'
  | 'to-end';

const SHORTCUTS: ReadonlyMap<string, Shortcut> = new Map([
  [' ', 'play-pause'],
  ['k', 'play-pause'],
  ['m', 'mute'],
  ['f', 'full-screen'],
  ['j', 'far-back'],
  ['l', 'far-forward'],
  ['ArrowLeft', 'back'],
  ['ArrowRight', 'forward'],
  ['ArrowUp', 'louder'],
  ['ArrowDown', 'quieter'],
  ['Home', 'to-start'],
  ['End', 'to-end'],
]);

/** On the bar of times these two mean what they mean on every slider. */
const ON_SEEK_BAR: Partial<Record<Shortcut, Shortcut>> = { louder: 'forward', quieter: 'back' };

/** What of a key press counts. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'defaultPrevented' | 'ctrlKey' | 'metaKey' | 'altKey' | 'composedPath'
>;

/**
 * What a key press stands for. Nothing with a modifier or in a control of its own, and no space bar where that presses a
 * button. The keys that scroll a page do so unless the player has the focus.
 */
export function shortcutOf(press: KeyPress, player: EventTarget): Shortcut | undefined {
  if (press.defaultPrevented || press.ctrlKey || press.metaKey || press.altKey) {
    return undefined;
  }
  const path = press.composedPath();
  const target = path[0] as Partial<Element> | undefined;
  const isIn = (selector: string): boolean => target?.matches?.(selector) === true;
  if (isIn('input, select, textarea, [role^="menuitem"]') || (press.key === ' ' && isIn('button, [role="button"]'))) {
    return undefined;
  }
  const shortcut = SHORTCUTS.get(press.key.length === 1 ? press.key.toLowerCase() : press.key);
  if (shortcut === undefined) {
    return undefined;
  }
  const scrolls = shortcut === 'louder' || shortcut === 'quieter';
  if (scrolls && !path.includes(player)) {
    return undefined;
  }
  return isIn('[role="slider"]') ? (ON_SEEK_BAR[shortcut] ?? shortcut) : shortcut;
}
