package ordeal.broker.impure;

import java.net.InetAddress;

/** Knows sockets. */
public final class KnowsSockets {
    private KnowsSockets() {}

    static InetAddress same(InetAddress address) {
        return address;
    }
}
