package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import ordeal.harness.run.TopicSettings;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whose numbers topics get: a directed plan's, or those that were typed. */
class WorkloadOptionsTest {
    private static final int BROKERS = 3;

    @Command
    private static final class Host {
        @Mixin
        private final WorkloadOptions workload = new WorkloadOptions();
    }

    @Test
    void aDirectedPlansNumbersWin() {
        assertThat(topics(Map.of(
                        "topics",
                        "1",
                        "partitions",
                        "2",
                        "replication-factor",
                        "1",
                        "min-insync-replicas",
                        "1",
                        "segment-bytes",
                        "268435456")))
                .isEqualTo(new TopicSettings(1, 2, 1, 1, 268_435_456));
    }

    @Test
    void whatAPlanDoesNotSayStaysAsTyped() {
        assertThat(topics(Map.of())).isEqualTo(new TopicSettings(4, 5, 3, 2, 2_000_000));
    }

    private static TopicSettings topics(Map<String, String> planned) {
        Host host = new Host();
        new CommandLine(host).parseArgs("--topics=4", "--partitions=5", "--segment-bytes=2000000");
        return host.workload.topics(BROKERS, planned);
    }
}
