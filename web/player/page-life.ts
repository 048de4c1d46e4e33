export interface PageLifeListener {
  /** The browser puts the page away, for good or into its cache. */
  onPutAway(): void;
  /** It came back from there, or is shown for the first time. */
  onShown(): void;
  /** The device says whether it has a connection; told once at the beginning. */
  onNetwork(connected: boolean): void;
}

/** Tells what becomes of the page and of its device's connection, until `signal` ends that. */
export function watchPage(signal: AbortSignal, listener: PageLifeListener): void {
  addEventListener('pagehide', () => listener.onPutAway(), { signal });
  addEventListener('pageshow', () => listener.onShown(), { signal });
  for (const event of ['online', 'offline']) {
    addEventListener(event, () => listener.onNetwork(navigator.onLine), { signal });
  }
  listener.onNetwork(navigator.onLine);
}
