package ordeal.harness.cli;

import ordeal.harness.time.LengthOfTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time on the command line.
 *
 * @param ms in milliseconds
 */
record TimeSpan(long ms) {
    /** Reads it as {@link LengthOfTime} has it. */
    static final class Converter implements ITypeConverter<TimeSpan> {
        @Override
        public TimeSpan convert(String value) {
            try {
                return new TimeSpan(LengthOfTime.parseMs(value));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
