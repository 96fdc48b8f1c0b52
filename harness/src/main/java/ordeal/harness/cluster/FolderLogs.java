package ordeal.harness.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A node's logs in a folder of this machine: where it lives, or where they have been collected.
 *
 * @param folder {@code console.log} and {@code logs} lie in it
 */
public record FolderLogs(Path folder) implements NodeLogs {
    @Override
    public void visit(Visitor visitor) throws ClusterException, IOException {
        check();
        show(folder.resolve(CONSOLE), visitor);
        for (Path log : logFiles()) {
            show(log, visitor);
        }
    }

    @Override
    public byte[] mainFrom(long position) throws ClusterException, IOException {
        check();
        Path main = folder.resolve("logs").resolve(MAIN);
        if (!Files.isReadable(main)) {
            return new byte[0];
        }
        try (var file = Files.newByteChannel(main)) {
            file.position(position);
            return Channels.newInputStream(file).readAllBytes();
        }
    }

    private void check() throws ClusterException {
        if (!Files.isDirectory(folder)) {
            throw new ClusterException("The node's folder is gone: " + folder);
        }
    }

    private List<Path> logFiles() throws IOException {
        Path logs = folder.resolve("logs");
        if (!Files.isDirectory(logs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void show(Path log, Visitor visitor) throws IOException {
        if (Files.isReadable(log)) {
            try (InputStream content = Files.newInputStream(log)) {
                visitor.log(log.getFileName().toString(), content);
            }
        }
    }
}
