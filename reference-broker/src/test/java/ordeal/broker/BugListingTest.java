package ordeal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.broker.bugs.PlantedBugs;
import org.junit.jupiter.api.Test;

class BugListingTest {
    @Test
    void hasALineForEachBug() {
        assertThat(BugListing.lines())
                .hasSameSizeAs(PlantedBugs.all())
                .contains(
                        "{\"name\":\"optimistic-shrink\",\"kafkaIds\":[\"KIP-497\"],\"broken\":\"the high watermark leaves out replicas"
                                + " whose removal from the ISR is not granted yet\",\"anomalies\":[\"lost-write\","
                                + "\"isr-missing-record\",\"two-leaders\"]}");
    }
}
