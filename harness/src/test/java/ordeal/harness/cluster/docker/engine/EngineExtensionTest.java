package ordeal.harness.cluster.docker.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class EngineExtensionTest {
    @Test
    void failsWhereAnEngineMustAnswer() {
        assertThatThrownBy(() -> EngineExtension.withoutEngine("none answers", true))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("none answers");
    }

    @Test
    void skipsElsewhere() {
        assertThatThrownBy(() -> EngineExtension.withoutEngine("none answers", false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("none answers");
    }
}
