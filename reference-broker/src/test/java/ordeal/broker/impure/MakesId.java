package ordeal.broker.impure;

import org.apache.kafka.common.Uuid;

/** Makes an id that no seed decides. */
public final class MakesId {
    private MakesId() {}

    static Uuid id() {
        return Uuid.randomUuid();
    }
}
