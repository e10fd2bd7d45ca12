/** Answers a line of the compiled form's harness. */
export function answer(line: string): string;
