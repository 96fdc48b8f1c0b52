package ordeal.harness.cluster.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.core.RemoteApiVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiVersionTest {
    @ParameterizedTest
    @CsvSource({
        // What engine 20.10, an engine of the time between, engine 29 and one to come speak.
        "1.12, 1.41, 1.41",
        "1.24, 1.50, 1.44",
        "1.44, 1.52, 1.44",
        "1.45, 1.60, 1.45",
        "1.60, 2.1, 1.60",
    })
    void isTheKnownOneOrTheClosestThatTheEngineSpeaks(String oldest, String newest, String spoken) {
        assertThat(ApiVersion.between(RemoteApiVersion.parseConfig(oldest), RemoteApiVersion.parseConfig(newest))
                        .getVersion())
                .isEqualTo(spoken);
    }
}
