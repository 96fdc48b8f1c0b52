package ordeal.broker.coordination;

import java.util.concurrent.CompletableFuture;

/** Hears how this broker's membership in the cluster goes. Every call is on the event loop. */
public interface MembershipListener {
    /**
     * A new session is connected, and this broker is not registered in it yet: the time to read and to watch what must be known
     * before others take notice of this broker.
     *
     * @return completes when that is done; this broker registers itself afterwards
     */
    default CompletableFuture<Void> onSession(PatientSession session) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * This broker is registered.
     *
     * @param brokerEpoch the transaction that registered it
     */
    default void onRegistered(PatientSession session, long brokerEpoch) {}

    /**
     * The session is over and the registration gone. Whatever was held in it must be dropped now: when this returns a new session is
     * opened.
     */
    default void onExpired() {}
}
