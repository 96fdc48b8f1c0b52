package ordeal.nemesis.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;
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
    void otherKindsStayAvailable() {
        assertThat(FaultCatalog.of(FaultCatalogTest::withoutClocks))
                .filteredOn(entry -> entry.availability() instanceof Availability.Unavailable)
                .extracting(FaultCatalog.Entry::kind)
                .containsExactly(FaultKind.SHIFT_CLOCK);
    }

    @Test
    void kindsAreReadByTheirNames() {
        assertThat(FaultKind.parse("rolling-restart")).isEqualTo(FaultKind.ROLLING_RESTART);
        assertThatThrownBy(() -> FaultKind.parse("ROLLING_RESTART"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rolling-restart");
    }
}
