package ordeal.checker.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class JudgementAtScaleTest {
    private static final long SEED = 42;
    private static final long FEW_SENDS = 100_000;
    private static final long MANY_SENDS = 400_000;
    private static final double BYTES_PER_SEND_BOUND = 14;

    @Test
    void aSendMoreCostsFewBytesMore() {
        ScaledJudgement few = ScaledJudgement.of(RunSize.of(SEED, FEW_SENDS));
        ScaledJudgement many = ScaledJudgement.of(RunSize.of(SEED, MANY_SENDS));
        assertThat(few.differences()).isEmpty();
        assertThat(many.differences()).isEmpty();
        double bytesPerSend = (double) (many.peakHeapBytes() - few.peakHeapBytes()) / (MANY_SENDS - FEW_SENDS);
        System.out.println(few.describe());
        System.out.println(many.describe());
        System.out.println("for each further send " + bytesPerSend + " bytes of heap");
        assertThat(bytesPerSend).isBetween(1.0, BYTES_PER_SEND_BOUND);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "ordeal.sends",
            matches = "\\d+",
            disabledReason = "runs with -Dordeal.sends=50000000")
    @Timeout(value = 5, unit = TimeUnit.HOURS)
    void asManySendsAsAskedFor() {
        ScaledJudgement judgement =
                ScaledJudgement.of(RunSize.of(Long.getLong("ordeal.seed", SEED), Long.getLong("ordeal.sends", 0)));
        System.out.println(judgement.describe());
        assertThat(judgement.differences()).isEmpty();
    }
}
