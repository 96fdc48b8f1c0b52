package ordeal.nemesis.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;
import ordeal.nemesis.target.Cut;
import org.junit.jupiter.api.Test;

class FaultCatalogTest {
    private static Availability withoutClocks(Capability capability) {
        return capability == Capability.CLOCK
                ? new Availability.Unavailable("processes share the machine's clock")
                : new Availability.Available();
    }

    @Test
    void listsEveryKindOnce() {
        assertThat(FaultCatalog.of(FaultCatalogTest::withoutClocks))
                .extracting(FaultCatalog.Entry::kind)
                .containsExactly(FaultKind.values());
    }

    @Test
    void kindWithoutItsCapabilityIsUnavailableAndSaysWhy() {
        assertThat(FaultCatalog.availability(FaultKind.SHIFT_CLOCK, FaultCatalogTest::withoutClocks))
                .isEqualTo(
                        new Availability.Unavailable("cannot shift wall clocks: processes share the machine's clock"));
    }

    @Test
    void deafPartitionNeedsMoreThanItsKind() {
        Function<Capability, Availability> cables = capability -> capability == Capability.LINK_DEAF
                ? new Availability.Unavailable("a cable breaks both ways")
                : new Availability.Available();
        Cut cut = new Cut.Bridge();
        assertThat(FaultCatalog.availability(new Fault.Partition(cut, Fault.Partition.Style.DEAF, 2_000), cables))
                .isEqualTo(new Availability.Unavailable(
                        "cannot let one direction of a link live while the other is deaf: a cable breaks both ways"));
        assertThat(FaultCatalog.availability(new Fault.Partition(cut, Fault.Partition.Style.HOLD, 2_000), cables))
                .isEqualTo(new Availability.Available());
        assertThat(FaultCatalog.availability(FaultKind.PARTITION, cables)).isEqualTo(new Availability.Available());
    }

    @Test
    void otherKindsStayAvailable() {
        assertThat(FaultCatalog.of(FaultCatalogTest::withoutClocks))
                .filteredOn(entry -> entry.availability() instanceof Availability.Unavailable)
                .extracting(FaultCatalog.Entry::kind)
                .containsExactly(FaultKind.SHIFT_CLOCK, FaultKind.DRIFT_CLOCK, FaultKind.LEAP_CLOCK);
    }

    @Test
    void kindsAreReadByTheirNames() {
        assertThat(FaultKind.parse("rolling-restart")).isEqualTo(FaultKind.ROLLING_RESTART);
        assertThatThrownBy(() -> FaultKind.parse("ROLLING_RESTART"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rolling-restart");
    }
}
