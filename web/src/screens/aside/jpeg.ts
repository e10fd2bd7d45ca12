import { PICTURE_BYTES_MAX } from "../../device/api";
import type { Square } from "./crop";

/** Pixels and quality of a picture, the best first; the last is small enough whatever the picture shows. */
const TRIES = [
  [320, 0.85],
  [320, 0.7],
  [256, 0.6],
  [192, 0.4],
] as const;

/** The square of a picture as a JPEG that a message can hold; null when none is small enough. */
export async function jpegOf(source: ImageBitmap, square: Square): Promise<Uint8Array | null> {
  for (const [pixels, quality] of TRIES) {
    const blob = await drawn(source, square, pixels).convertToBlob({ type: "image/jpeg", quality });
    if (blob.size <= PICTURE_BYTES_MAX) {
      return new Uint8Array(await blob.arrayBuffer());
    }
  }
  return null;
}

function drawn(source: ImageBitmap, square: Square, pixels: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(pixels, pixels);
  const context = canvas.getContext("2d");
  if (context) {
    // A JPEG has no transparent places.
    context.fillStyle = "white";
    context.fillRect(0, 0, pixels, pixels);
    draw(context, source, square, pixels);
  }
  return canvas;
}

/** Draws the square over the whole of a canvas. */
export function draw(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  source: ImageBitmap,
  { x, y, side }: Square,
  pixels: number,
): void {
  context.imageSmoothingQuality = "high";
  context.drawImage(source, x, y, side, side, 0, 0, pixels, pixels);
}
