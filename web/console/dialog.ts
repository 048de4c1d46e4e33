import { busy, isNowhere } from './busy.js';
import { button, element } from './element.js';

/** A question to the operator. */
export interface Question {
  readonly title: string;
  /** What the button says that does it. */
  readonly confirm: string;
  readonly content: readonly (Node | string)[];
  /** It destroys something. */
  readonly isDangerous?: boolean;
}

/**
 * Asks in a dialogue. `act` does it and resolves to why it could not be done; the dialogue closes when that is empty.
 * @returns whether it was done
 */
export async function ask(question: Question, act: () => Promise<string>): Promise<boolean> {
  const said = element('p', { class: 'fault-line', role: 'alert' });
  const submit = element(
    'button',
    { type: 'submit', class: `button ${question.isDangerous === true ? 'danger' : 'primary'}` },
    question.confirm,
  );
  const title = element('h2', { id: 'dialog-title' }, question.title);
  const form = element(
    'form',
    { method: 'dialog' },
    title,
    ...question.content,
    said,
    element(
      'div',
      { class: 'actions' },
      button('Cancel', () => dialog.close()),
      submit,
    ),
  );
  const dialog = element('dialog', { 'aria-labelledby': 'dialog-title' }, form);
  let done = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const release = busy(submit);
    void act().then((problem) => {
      release();
      said.textContent = problem;
      if (problem === '') {
        done = true;
        dialog.close();
      }
    });
  });
  document.body.append(dialog);
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener('close', closed, { once: true }));
  dialog.remove();
  if (isNowhere(document.activeElement)) {
    // What asked is not there any more: go on in the page.
    document.getElementById('main')?.focus({ preventScroll: true });
  }
  return done;
}

/** Asks before something is destroyed. */
export async function confirmed(
  title: string,
  words: string,
  verb: string,
  act: () => Promise<string>,
): Promise<boolean> {
  return ask({ title, confirm: verb, isDangerous: true, content: [element('p', {}, words)] }, act);
}
