/// `godwit serve`: the two message requests in plain text on the loopback interface, for scripts
/// and bots of the person whose device this is; the device encrypts.
///
/// Loopback is not private: every account of the machine and every web page in a browser on it can
/// reach a port there. So each request brings a token that only the person can read (a file of mode
/// 600 in the home), which keeps other accounts out; and requests with a foreign `Host` or with an
/// `Origin` are refused before anything else, which keeps web pages out even if a token leaked into
/// a browser (DNS rebinding).
@NullMarked
package dev.godwit.cli.serve;

import org.jspecify.annotations.NullMarked;
