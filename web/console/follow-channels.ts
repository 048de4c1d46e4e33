import { readChannels, type ConsoleChannel } from './channel.js';
import type { ConsoleContext } from './context.js';
import { ListState } from './list-state.js';

/**
 * Shows the channels as they are, at first and whenever they change. They come with the events; where these do not come, they are
 * asked for.
 * @returns what stands where they will be, until they are there
 */
export function followChannels(
  context: ConsoleContext,
  show: (channels: readonly ConsoleChannel[]) => void,
  signal: AbortSignal,
): HTMLElement {
  const state = new ListState(context, 'the channels', () => void load(), signal);
  context.channels.watch((channels) => {
    if (channels !== undefined) {
      state.loaded();
      show(channels);
    }
  }, signal);
  context.connection.watch((connection) => {
    if (connection === 'lost' && context.channels.value === undefined) {
      void load();
    }
  }, signal);
  return state.element;

  async function load(): Promise<void> {
    try {
      context.channels.set(readChannels(await context.api.get('api/channels')));
    } catch (failure) {
      if (!signal.aborted && context.channels.value === undefined) {
        state.failed(failure);
      }
    }
  }
}
