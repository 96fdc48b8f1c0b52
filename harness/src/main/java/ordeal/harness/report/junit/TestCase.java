package ordeal.harness.report.junit;

import java.util.OptionalLong;

/**
 * One test case of a JUnit file.
 *
 * @param className what it belongs to, with dots between the parts
 * @param durationMs how long it took; empty when that says nothing
 */
public record TestCase(String className, String name, OptionalLong durationMs, Outcome outcome) {
    /** What came of a test case. */
    public sealed interface Outcome {
        /** It passed. */
        record Passed() implements Outcome {}

        /** What it tests is wrong. */
        record Failure(String message, String text) implements Outcome {}

        /** It could not be tested. */
        record Untested(String message, String text) implements Outcome {}

        /** It was left out. */
        record Skipped(String message) implements Outcome {}
    }
}
