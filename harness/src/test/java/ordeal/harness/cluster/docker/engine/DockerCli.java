package ordeal.harness.cluster.docker.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ordeal.nemesis.port.InjectionException;

/** The docker command, for tests. */
public final class DockerCli {
    private DockerCli() {}

    public static Process start(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs to the end; returns standard output.
     *
     * @throws InjectionException when it fails, with what it wrote
     */
    public static String run(String stdin, String... arguments) throws InterruptedException {
        Process process = start(arguments);
        CompletableFuture<byte[]> errors = CompletableFuture.supplyAsync(() -> {
            try {
                return process.getErrorStream().readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            try (var in = process.getOutputStream()) {
                in.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new InjectionException("docker %s: %s"
                        .formatted(String.join(" ", arguments), new String(errors.join(), StandardCharsets.UTF_8)));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
