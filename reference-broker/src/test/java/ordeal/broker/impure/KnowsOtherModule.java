package ordeal.broker.impure;

import ordeal.elsewhere.Stranger;

/** Knows another module. */
public final class KnowsOtherModule {
    private KnowsOtherModule() {}

    static Stranger same(Stranger stranger) {
        return stranger;
    }
}
