package ordeal.broker.coordination;

import java.util.random.RandomGenerator;
import org.apache.kafka.common.Uuid;

/** Makes ids as Kafka does: random (RFC 9562, version 4), none that Kafka has reserved, none whose text begins with a dash. */
public final class UuidSource {
    private static final long VERSION_MASK = 0xF000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_MASK = 0xC000_0000_0000_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final RandomGenerator random;

    /** A source that draws from a seeded generator. */
    public UuidSource(RandomGenerator random) {
        this.random = random;
    }

    /** An id that was never used, as far as chance allows. */
    public Uuid next() {
        while (true) {
            long high = (random.nextLong() & ~VERSION_MASK) | VERSION_4;
            long low = (random.nextLong() & ~VARIANT_MASK) | VARIANT;
            Uuid id = new Uuid(high, low);
            if (!Uuid.RESERVED.contains(id) && !id.toString().startsWith("-")) {
                return id;
            }
        }
    }
}
