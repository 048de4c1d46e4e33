/** What is to be sent: a camera, the screen, or no picture; with or without sound. */
export interface Wish {
  readonly picture: 'camera' | 'screen' | 'none';
  /** Empty: the browser's choice. */
  readonly cameraId: string;
  /** Empty: the browser's choice; undefined: no microphone. */
  readonly microphoneId: string | undefined;
  readonly mostHeight: number;
  readonly framesPerSecond: number;
}

export interface Device {
  readonly id: string;
  readonly name: string;
}

/** Why there is nothing to send, and what to do. */
export class CaptureFailure extends Error {
  readonly advice: string;

  constructor(message: string, advice: string) {
    super(message);
    this.advice = advice;
  }
}

/** Cameras and microphones; they have names only after the viewer has allowed one. */
export async function listDevices(): Promise<{
  readonly cameras: readonly Device[];
  readonly microphones: readonly Device[];
}> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const named = (kind: MediaDeviceKind, word: string): Device[] =>
    devices
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId, label }, index) => ({ id: deviceId, name: label === '' ? `${word} ${index + 1}` : label }));
  return { cameras: named('videoinput', 'Camera'), microphones: named('audioinput', 'Microphone') };
}

/**
 * Asks the browser, which asks the person, for what is wished.
 *
 * @throws {CaptureFailure} when it was refused, or nothing of the kind is there
 */
export async function capture(wish: Wish): Promise<MediaStream> {
  const { picture, microphoneId } = wish;
  try {
    const microphone =
      microphoneId === undefined ? undefined : { ...exactly(microphoneId), echoCancellation: picture !== 'screen' };
    if (picture !== 'screen') {
      return await navigator.mediaDevices.getUserMedia({
        ...(picture === 'camera' && { video: { ...exactly(wish.cameraId), ...size(wish) } }),
        ...(microphone !== undefined && { audio: microphone }),
      });
    }
    const screen = await navigator.mediaDevices.getDisplayMedia({ video: size(wish), audio: microphone === undefined });
    if (microphone !== undefined) {
      const voice = await navigator.mediaDevices.getUserMedia({ audio: microphone }).catch((failure: unknown) => {
        release(screen);
        throw failure;
      });
      voice.getAudioTracks().forEach((track) => screen.addTrack(track));
    }
    return screen;
  } catch (failure) {
    throw explained(failure, picture);
  }
}

/** Switches devices off. */
export function release(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop());
}

function size({ mostHeight, framesPerSecond }: Wish): MediaTrackConstraints {
  return {
    height: { ideal: mostHeight },
    width: { ideal: Math.round((mostHeight * 16) / 9) },
    frameRate: { ideal: framesPerSecond, max: 60 },
  };
}

function exactly(id: string): MediaTrackConstraints {
  return id === '' ? {} : { deviceId: { exact: id } };
}

function explained(failure: unknown, picture: Wish['picture']): CaptureFailure {
  const name = failure instanceof DOMException ? failure.name : '';
  if (name === 'NotAllowedError') {
    return picture === 'screen'
      ? new CaptureFailure('The screen was not shared', 'Press Preview again and choose a screen or window.')
      : new CaptureFailure(
          'The browser may not use camera or microphone',
          'Allow both for this page (the sign beside the address), then press Preview again.',
        );
  }
  if (name === 'NotFoundError' || name === 'OverconstrainedError') {
    return new CaptureFailure('That camera or microphone is not there', 'Connect it, or choose another one.');
  }
  if (name === 'NotReadableError') {
    return new CaptureFailure('Another program holds the camera or microphone', 'Close that program, then try again.');
  }
  return new CaptureFailure('Nothing could be captured', failure instanceof Error ? failure.message : String(failure));
}
