package ordeal.harness.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What to do about bugs of the system under test that were met before. */
enum KnownBugChoice {
    /** Faults keep out of their way, and say so. */
    SPARE,
    /** Faults come as planned. */
    PROVOKE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the choice as it is typed. */
    static final class Converter implements ITypeConverter<KnownBugChoice> {
        @Override
        public KnownBugChoice convert(String text) {
            for (KnownBugChoice choice : values()) {
                if (choice.toString().equals(text)) {
                    return choice;
                }
            }
            throw new TypeConversionException("'" + text + "' is neither spare nor provoke");
        }
    }
}
