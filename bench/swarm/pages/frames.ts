import { BARCODE, encodeBarcode } from './barcode.js';

/** The picture's size in pixels and its rate: small enough that two cores decode a dozen of them. */
export const PICTURE = { width: 480, height: 270, framesPerSecond: 25 } as const;

const BLACK = 16;
const WHITE = 235;
const GREY = 128;
/** Edge of one square of the noise. Finer noise costs the encoder more bits than it is given, coarser ones fewer. */
const GRAIN_PIXELS = 8;
const TEXTURES = 16;

/** Draws frames: the wall clock as a barcode on top, and below it noise that no encoder can predict from the frame before. */
export class FrameDrawer {
  readonly #frame = Buffer.alloc((PICTURE.width * PICTURE.height * 3) / 2, GREY);
  readonly #textures: readonly Buffer[];
  #number = 0;

  /** @param random uniform in 0 … 1 */
  constructor(random: () => number) {
    this.#textures = Array.from({ length: TEXTURES }, () => texture(random));
  }

  /** The next frame as planar YUV 4:2:0; a copy of its own. */
  draw(unixMillis: number): Buffer {
    const { width, height } = PICTURE;
    const stripHeight = BARCODE.rows * BARCODE.blockPixels;
    const noise = this.#textures[this.#number % TEXTURES];
    noise?.copy(this.#frame, stripHeight * width, 0, (height - stripHeight) * width);
    this.#number++;
    this.#frame.fill(BLACK, 0, stripHeight * width);
    encodeBarcode(unixMillis).forEach((white, block) => {
      if (white) this.#fillBlock(block);
    });
    return Buffer.from(this.#frame);
  }

  #fillBlock(block: number): void {
    const { columns, blockPixels } = BARCODE;
    const left = (block % columns) * blockPixels;
    const top = Math.floor(block / columns) * blockPixels;
    for (let row = top; row < top + blockPixels; row++) {
      const start = row * PICTURE.width + left;
      this.#frame.fill(WHITE, start, start + blockPixels);
    }
  }
}

function texture(random: () => number): Buffer {
  const { width, height } = PICTURE;
  const columns = Math.ceil(width / GRAIN_PIXELS);
  const grains = Array.from(
    { length: columns * Math.ceil(height / GRAIN_PIXELS) },
    () => 80 + Math.floor(random() * 96),
  );
  const luma = Buffer.alloc(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      luma[y * width + x] = grains[Math.floor(y / GRAIN_PIXELS) * columns + Math.floor(x / GRAIN_PIXELS)] ?? GREY;
    }
  }
  return luma;
}
