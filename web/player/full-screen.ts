/** What the video elements of iPhones have, where no other element can take the screen. */
interface AppleVideo {
  /** Every element has it; what has nothing in common with a type is not taken for it. */
  readonly localName?: string;
  webkitEnterFullscreen?(): void;
  webkitExitFullscreen?(): void;
  readonly webkitDisplayingFullscreen?: boolean;
}

/** What of the page full screen needs; `requestFullscreen` is missing on iPhones. */
export interface FullScreenParts {
  readonly host: { requestFullscreen?(): Promise<void> };
  readonly video: AppleVideo;
  readonly page: { readonly fullscreenElement: unknown; exitFullscreen(): Promise<void> };
}

/** Gives `host` the screen, or where that cannot be its video, and back. What the browser refuses is let be. */
export async function toggleFullScreen({ host, video, page }: FullScreenParts): Promise<void> {
  try {
    if (host.requestFullscreen === undefined) {
      if (video.webkitDisplayingFullscreen === true) {
        video.webkitExitFullscreen?.();
      } else {
        video.webkitEnterFullscreen?.();
      }
    } else if (page.fullscreenElement === host) {
      await page.exitFullscreen();
    } else {
      await host.requestFullscreen();
    }
  } catch {
    // A frame that may not, or a browser that wants a click first.
  }
}
