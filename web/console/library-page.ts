import { KeyedList } from '../pages/keyed-list.js';
import type { ConsoleContext, ConsolePage } from './context.js';
import { button, element } from './element.js';
import { keepingFocus } from './keeping-focus.js';
import { libraryRow } from './library-row.js';
import { readLibraryPage, type LibraryItem } from './library-item.js';
import { ListState } from './list-state.js';
import { UploadList } from './upload-list.js';

type Shown = 'all' | 'uploads' | 'recordings';
const TABS: readonly (readonly [Shown, string])[] = [
  ['all', 'All'],
  ['recordings', 'Recordings'],
  ['uploads', 'Uploads'],
];
/** One list for as long as the console is open: uploads outlive the page that began them. */
const uploads = new WeakMap<ConsoleContext, UploadList>();

/** Videos and other files that viewers share. */
export function libraryPage(context: ConsoleContext, signal: AbortSignal): ConsolePage {
  const list = element('ul', { class: 'plain-list library', 'aria-label': 'Files', tabindex: '-1' });
  const state = new ListState(context, 'the library', () => void load(false), signal);
  const empty = element(
    'section',
    { class: 'empty', hidden: true },
    element('h2', {}, 'Nothing is here yet'),
    element('p', { class: 'muted' }, 'Upload a video or another file, or turn on recording of a channel.'),
  );
  const more = button('Show more', () => void load(true));
  more.hidden = true;
  const files = uploads.get(context) ?? new UploadList(context);
  uploads.set(context, files);
  const chooser = element('input', { type: 'file', multiple: true, hidden: true, 'aria-label': 'Files to upload' });
  chooser.addEventListener('change', () => {
    files.add(chooser.files ?? []);
    chooser.value = '';
  });
  /** By all that they show: what has changed is another row. */
  const rows = new KeyedList(
    list,
    (item: LibraryItem) => JSON.stringify(item),
    (item) => ({ element: libraryRow(context, item) }),
  );
  let items: readonly LibraryItem[] = [];
  let next: string | undefined;
  let shown: Shown = 'all';
  context.library.watch(() => void load(false), signal);

  const tabs = TABS.map(([kind, label]) => {
    const made = button(
      label,
      () => {
        shown = kind;
        tabs.forEach((tab) => tab.setAttribute('aria-pressed', String(tab === made)));
        show();
      },
      { 'aria-pressed': String(kind === shown) },
    );
    return made;
  });
  const page = element(
    'div',
    { class: 'library-page' },
    element(
      'div',
      { class: 'page-head' },
      element('h1', {}, 'Library'),
      chooser,
      button('Upload …', () => chooser.click(), { class: 'button primary' }),
    ),
    element('div', { class: 'segments', role: 'group', 'aria-label': 'What is shown' }, ...tabs),
    files.element,
    state.element,
    empty,
    list,
    more,
  );
  page.addEventListener('dragover', (event) => event.preventDefault());
  page.addEventListener('drop', (event) => {
    event.preventDefault();
    files.add(event.dataTransfer?.files ?? []);
  });
  return { title: 'Library', element: page };

  async function load(isFurther: boolean): Promise<void> {
    try {
      const after = isFurther && next !== undefined ? `?after=${encodeURIComponent(next)}` : '';
      const answer = readLibraryPage(await context.api.get(`api/objects${after}`));
      if (signal.aborted) {
        return;
      }
      // A new first page brings what is new; what lay behind it is asked for again when it is wanted.
      items = isFurther ? [...items, ...answer.items] : answer.items;
      next = answer.next;
      state.loaded();
      show();
    } catch (failure) {
      if (!signal.aborted) {
        state.failed(failure);
      }
    }
  }

  function show(): void {
    const chosen = items.filter(({ isRecording }) => shown === 'all' || isRecording === (shown === 'recordings'));
    empty.hidden = chosen.length > 0 || next !== undefined;
    more.hidden = next === undefined;
    keepingFocus(list, () => rows.show(chosen));
  }
}
