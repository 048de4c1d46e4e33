import { busy } from './busy.js';
import { byTitle, readChannel, titleOf, type ConsoleChannel } from './channel.js';
import type { ConsoleContext } from './context.js';
import { confirmed } from './dialog.js';
import { wordsOf } from './gateway-api.js';

/** The API's address of a channel, or of something below it. */
export function apiPath(channel: string, below = ''): string {
  return `api/channels/${encodeURIComponent(channel)}${below}`;
}

/** Puts a channel on the air, or takes it off. The button says so at once. */
export async function beginOrStop(
  context: ConsoleContext,
  channel: ConsoleChannel,
  action: HTMLButtonElement,
): Promise<void> {
  const name = titleOf(channel);
  const act = async (): Promise<string> => {
    const done = busy(action);
    action.textContent = channel.running ? 'Stopping …' : 'Beginning …';
    try {
      takeIn(context, await context.api.send('POST', apiPath(channel.name, channel.running ? '/stop' : '/start')));
      context.say(channel.running ? `${name} is off the air.` : `${name} begins.`);
      return '';
    } catch (failure) {
      return wordsOf(failure);
    } finally {
      done();
      action.textContent = channel.running ? 'Stop' : 'Begin';
      context.channels.set(context.channels.value);
    }
  };
  if (channel.running && channel.viewers > 0) {
    const people =
      channel.viewers === 1 ? 'One viewer watches' : `${channel.viewers.toLocaleString('en')} viewers watch`;
    await confirmed(`Stop ${name}?`, `${people} it. They see that the channel is off the air.`, 'Stop', act);
  } else {
    const problem = await act();
    if (problem !== '') {
      context.say(problem, 'fault');
    }
  }
}

/** What an answer tells of a channel is shown at once, not with the next event. */
export function takeIn(context: ConsoleContext, answer: unknown): ConsoleChannel | undefined {
  const channel = readChannel(answer);
  if (channel !== undefined) {
    const others = (context.channels.value ?? []).filter(({ name }) => name !== channel.name);
    context.channels.set(byTitle([...others, channel]));
  }
  return channel;
}
