const MAX_WIDTH = 1_280;
const JPEG_QUALITY = 0.8;

/**
 * Keeps the picture that a video element shows on the screen while its source is exchanged, as the element's poster.
 * Returns what puts the old poster back.
 */
export function freezePicture(video: HTMLVideoElement): () => void {
  const { videoWidth, videoHeight, poster } = video;
  if (videoWidth === 0 || videoHeight === 0) {
    return () => undefined;
  }
  const width = Math.min(videoWidth, MAX_WIDTH);
  const canvas = video.ownerDocument.createElement('canvas');
  canvas.width = width;
  canvas.height = Math.round((videoHeight * width) / videoWidth);
  try {
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
    video.poster = canvas.toDataURL('image/jpeg', JPEG_QUALITY);
  } catch {
    return () => undefined; // no memory for it, or a policy against reading pictures: then the change is seen
  }
  return () => {
    if (poster === '') {
      video.removeAttribute('poster');
    } else {
      video.poster = poster;
    }
  };
}
