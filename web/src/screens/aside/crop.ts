/** How a square is cut out of a picture: how near, and around which point, in shares of width and height. */
export interface Cut {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** In pixels of the picture. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

export const ZOOM_MAX = 4;

/** The largest square, in the middle. */
export const MIDDLE: Cut = { zoom: 1, x: 0.5, y: 0.5 };

/** The square that is cut out; it never reaches over an edge. */
export function squareOf({ width, height }: Size, { zoom, x, y }: Cut): Square {
  const side = Math.min(width, height) / zoom;
  return { side, x: between(x * width - side / 2, width - side), y: between(y * height - side / 2, height - side) };
}

/** The cut moved by shares of its own side, as far as the picture goes. */
export function moved(size: Size, cut: Cut, across: number, down: number): Cut {
  const { x, y, side } = squareOf(size, cut);
  const left = between(x + across * side, size.width - side);
  const top = between(y + down * side, size.height - side);
  return { ...cut, x: (left + side / 2) / size.width, y: (top + side / 2) / size.height };
}

function between(value: number, max: number): number {
  return Math.max(0, Math.min(max, value));
}
