import type { ConsoleContext } from './context.js';
import { ask } from './dialog.js';
import { element } from './element.js';
import { row } from './form-parts.js';
import { wordsOf } from './gateway-api.js';
import { typedPrice } from './price.js';

/** Lets the operator say what a gigabyte of the server's traffic costs. */
export async function priceDialog(context: ConsoleContext): Promise<void> {
  const { pricePerGigabyte, currency } = context.price.value;
  const amount = element('input', { class: 'field', inputmode: 'decimal', value: pricePerGigabyte, id: 'price' });
  const unit = element('input', { class: 'field', value: currency, id: 'currency', maxlength: 8 });
  const save = async (): Promise<string> => {
    const price = typedPrice(amount.value, unit.value);
    if (price === undefined) {
      return 'Give a price such as 0.05, and a currency such as EUR.';
    }
    try {
      await context.api.send('PUT', 'api/console/settings', { ...price });
      context.price.set(price);
      context.say('Price saved.');
      return '';
    } catch (failure) {
      return wordsOf(failure);
    }
  };
  await ask(
    {
      title: 'What a gigabyte of traffic costs',
      confirm: 'Save',
      content: [
        element(
          'p',
          { class: 'muted' },
          'What viewers saved is then shown in money, too. A gigabyte has 10⁹ bytes; 0: no money is shown.',
        ),
        row('Price per gigabyte', amount),
        row('Currency', unit),
      ],
    },
    save,
  );
}
