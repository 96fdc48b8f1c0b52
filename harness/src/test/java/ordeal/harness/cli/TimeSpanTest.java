package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimeSpanTest {
    private final TimeSpan.Converter converter = new TimeSpan.Converter();

    @ParameterizedTest
    @CsvSource({"500ms, 500", "0s, 0", "90s, 90000", "5m, 300000", "1h, 3600000", "999999999h, 3599999996400000"})
    void readsLengthsAsPeopleWriteThem(String text, long ms) {
        assertThat(converter.convert(text)).isEqualTo(new TimeSpan(ms));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "s", "-5s", "1.5s", "5 s", "5S", "1d", "1m30s", "10000000000s"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("60s, 5m or 1h");
    }
}
