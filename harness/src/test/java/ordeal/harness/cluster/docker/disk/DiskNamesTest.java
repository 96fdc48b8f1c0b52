package ordeal.harness.cluster.docker.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DiskNamesTest {
    private static final DiskNames NAMES = new DiskNames("2026-11-25T10-31_seed-1-4711");

    @Test
    void theRunIsReadFromTheImagesPathWhereverTheKernelSeesIt() {
        assertThat(DiskNames.runOfImage(NAMES.image(2))).contains(NAMES.run());
        assertThat(DiskNames.runOfImage("/var/lib/docker/volumes/x/_data/ordeal-r-broker-12.img"))
                .contains("r");
        assertThat(DiskNames.runOfImage("/ordeal-" + NAMES.run() + "-broker-2.img (deleted)"))
                .contains(NAMES.run());
    }

    @Test
    void otherImagesBelongToNoRun() {
        assertThat(DiskNames.runOfImage("/images/broker-1.img")).isEmpty();
        assertThat(DiskNames.runOfImage("/images/ordeal-r-broker-1.img.bak")).isEmpty();
        assertThat(DiskNames.runOfImage("/images/ordeal-r-zookeeper-1.img")).isEmpty();
        assertThat(DiskNames.runOfImage("")).isEmpty();
    }

    @Test
    void everythingIsNamedAfterTheRun() {
        assertThat(new String[] {
                    NAMES.workshop(), NAMES.images(), NAMES.clocks(), NAMES.data(1), NAMES.keeper(1), NAMES.data(2)
                })
                .allMatch(name -> name.startsWith("ordeal-" + NAMES.run() + "-"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aRunIsCalledWhatTheEngineTakes() {
        assertThatThrownBy(() -> new DiskNames("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DiskNames("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DiskNames("-a")).isInstanceOf(IllegalArgumentException.class);
    }
}
