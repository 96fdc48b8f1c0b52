package ordeal.harness.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time as people write it: {@code 90s}, {@code 5m}, {@code 1h}, {@code 500ms}.
 *
 * @param ms in milliseconds
 */
record TimeSpan(long ms) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    /** Reads it from the command line. */
    static final class Converter implements ITypeConverter<TimeSpan> {
        @Override
        public TimeSpan convert(String value) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + value + "' is no length of time; write for example 60s, 5m or 1h");
            }
            long number = Long.parseLong(matcher.group(1));
            return new TimeSpan(
                    switch (matcher.group(2)) {
                        case "ms" -> number;
                        case "s" -> number * 1_000;
                        case "m" -> number * 60_000;
                        default -> number * 3_600_000;
                    });
        }
    }
}
