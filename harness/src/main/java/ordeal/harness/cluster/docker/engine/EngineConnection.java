package ordeal.harness.cluster.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import ordeal.harness.cluster.ClusterException;

/**
 * A client that has met its engine.
 *
 * @param client speaks a version of the API that the engine accepts
 * @param version what the engine says of itself
 * @param host where it answers, such as {@code unix:///var/run/docker.sock}
 */
record EngineConnection(DockerClient client, Version version, URI host) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** The first request is made without a version, since none is agreed on yet: every engine takes that as its newest. */
    private static final String NO_VERSION = "";

    /** Chooses an engine as Docker's own client does, and asks it who it is. */
    static EngineConnection open(DefaultDockerClientConfig.Builder settings) throws ClusterException {
        DefaultDockerClientConfig config = configOf(settings);
        DockerHttpClient transport = transportTo(config);
        try {
            Version version =
                    DockerClientImpl.getInstance(config, transport).versionCmd().exec();
            RemoteApiVersion newest = RemoteApiVersion.parseConfig(version.getApiVersion());
            String oldest = version.getMinAPIVersion();
            RemoteApiVersion spoken =
                    ApiVersion.between(oldest == null ? newest : RemoteApiVersion.parseConfig(oldest), newest);
            return new EngineConnection(
                    DockerClientImpl.getInstance(settings.withApiVersion(spoken).build(), transport),
                    version,
                    config.getDockerHost());
        } catch (RuntimeException e) {
            close(transport, e);
            throw new ClusterException(
                    "No Docker engine answers at %s (%s): start one there, see that you may use it, or name another in DOCKER_HOST or with 'docker context use'."
                            .formatted(config.getDockerHost(), Causes.of(e)),
                    e);
        }
    }

    private static DefaultDockerClientConfig configOf(DefaultDockerClientConfig.Builder settings)
            throws ClusterException {
        try {
            return settings.withApiVersion(NO_VERSION).build();
        } catch (DockerClientException | IllegalArgumentException e) {
            throw new ClusterException("No Docker engine can be chosen: " + Causes.of(e), e);
        }
    }

    private static DockerHttpClient transportTo(DefaultDockerClientConfig config) throws ClusterException {
        try {
            return new ZerodepDockerHttpClient.Builder()
                    .dockerHost(config.getDockerHost())
                    .sslConfig(config.getSSLConfig())
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .build();
        } catch (RuntimeException e) {
            throw new ClusterException(
                    "The Docker engine at %s cannot be spoken to (%s): name one with unix:// or tcp:// in DOCKER_HOST."
                            .formatted(config.getDockerHost(), Causes.of(e)),
                    e);
        }
    }

    private static void close(DockerHttpClient transport, Exception failure) {
        try {
            transport.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
