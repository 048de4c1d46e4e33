import type { Screen } from './player-state.js';
import type { Dictionary, ScreenWords } from './words/dictionary.js';

/** Screens on which something goes on that ends by itself. */
const BUSY: ReadonlySet<Screen> = new Set([
  'connecting',
  'buffering',
  'offline',
  'ended',
  'reconnecting',
  'unreachable',
  'disconnected',
  'refused-full',
  'broken',
]);

const NOTHING: ScreenWords = { title: '', advice: '' };

/** The words of a screen, and whether something goes on that ends by itself. */
export function screenWords(
  screen: Screen,
  { screens }: Pick<Dictionary, 'screens'>,
): ScreenWords & { readonly busy: boolean } {
  const isSilent = screen === 'none' || screen === 'ready' || screen === 'buffering';
  return { ...(isSilent ? NOTHING : screens[screen]), busy: BUSY.has(screen) };
}
