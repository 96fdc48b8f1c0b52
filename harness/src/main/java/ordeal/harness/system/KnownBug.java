package ordeal.harness.system;

import java.util.regex.Pattern;

/**
 * A bug of a system under test that was met before, is written down in {@code docs/found-bugs.md}, and gives itself away in a log. It
 * explains an alarm and never takes one back: what a promise's breaking was caused by does not make it kept.
 *
 * @param title one sentence, the heading in {@code docs/found-bugs.md}
 * @param logFile name of the log that shows it
 * @param sign what a line of that log then contains
 */
public record KnownBug(String title, String logFile, Pattern sign) {}
