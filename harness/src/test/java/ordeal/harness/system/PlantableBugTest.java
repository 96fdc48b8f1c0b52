package ordeal.harness.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class PlantableBugTest {
    @Test
    void isReadFromALineOfTheBrokersList() {
        assertThat(PlantableBug.parse("""
                {"name":"b","kafkaIds":["KIP-1"],"broken":"a rule","anomalies":["lost-write","phantom"]}"""))
                .isEqualTo(new PlantableBug("b", List.of("KIP-1"), "a rule", List.of("lost-write", "phantom")));
    }

    @Test
    void refusesALineThatLacksAField() {
        assertThatThrownBy(() -> PlantableBug.parse("{\"name\":\"b\"}")).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> PlantableBug.parse("no JSON")).isInstanceOf(JacksonException.class);
    }
}
