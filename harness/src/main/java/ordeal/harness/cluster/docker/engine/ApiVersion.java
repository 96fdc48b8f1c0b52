package ordeal.harness.cluster.docker.engine;

import com.github.dockerjava.core.RemoteApiVersion;

/** Which version of its API to speak with an engine. */
final class ApiVersion {
    /** The newest whose answers the client library was written for. */
    static final RemoteApiVersion KNOWN = RemoteApiVersion.VERSION_1_44;

    private ApiVersion() {}

    /** The known version, or the one closest to it among those that an engine speaks. */
    static RemoteApiVersion between(RemoteApiVersion oldest, RemoteApiVersion newest) {
        if (KNOWN.isGreater(newest)) {
            return newest;
        }
        return oldest.isGreater(KNOWN) ? oldest : KNOWN;
    }
}
