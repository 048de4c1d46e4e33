import { asObject, asText } from '../transport/json-fields.js';
import { apiPath } from './channel-actions.js';
import type { ConsoleContext } from './context.js';
import { card, element } from './element.js';
import { wordsOf } from './gateway-api.js';

/** Who may watch a channel. */
export function accessCard(context: ConsoleContext, name: string, signal: AbortSignal): HTMLElement {
  const place = element('div', {}, element('p', { class: 'muted' }, 'Loading who may watch …'));
  void load();
  return card('Who may watch', place);

  async function load(): Promise<void> {
    try {
      const policy = asObject(await context.api.get(apiPath(name, '/policy'))) ?? {};
      if (!signal.aborted) {
        place.replaceChildren(element('p', {}, asText(policy['access'], 32) ?? 'open'));
      }
    } catch (failure) {
      place.replaceChildren(element('p', { class: 'muted' }, wordsOf(failure)));
    }
  }
}
