/** To be awaited before the first call of the compiled device. */
export const ready: Promise<void>;
