import { copyOnClick } from './copy.js';
import { part } from './page-parts.js';

/**
 * The buttons that hand a page's address on: the device's own way where it has one, and a copy of the link. The page's
 * markup has `#share`, `#copy-link`, `#link` and `#link-copied`.
 *
 * @param address what is handed on; with a token only where others may have it, too
 */
export function offerSharing(address: string): void {
  part('link').textContent = address;
  copyOnClick(part('copy-link'), part('link'), part('link-copied'));
  const share = part('share');
  // Browsers have it only on pages with TLS.
  share.hidden = !('share' in navigator);
  share.addEventListener('click', () => {
    // Rejected when the viewer thought better of it: then there is nothing to say.
    navigator.share({ title: document.title, url: address }).catch(() => undefined);
  });
}
