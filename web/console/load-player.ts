let isLoaded = false;

/** Brings the player into this page when it is first needed. @param gateway base URL ending in a slash */
export function loadPlayer(gateway: URL): void {
  if (isLoaded) {
    return;
  }
  isLoaded = true;
  const script = document.createElement('script');
  script.src = new URL('embed.js', gateway).href;
  script.async = true;
  script.addEventListener('error', () => {
    isLoaded = false; // the next one asks again
    script.remove();
  });
  document.head.append(script);
}
