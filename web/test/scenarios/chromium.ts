/** Debian's; ./test installs it when it is missing. */
const EXECUTABLE = process.env["GODWIT_CHROMIUM"] ?? "/usr/bin/chromium";

/** How browsers are started. */
export const LAUNCH = { executablePath: EXECUTABLE, args: ["--no-sandbox"] };
