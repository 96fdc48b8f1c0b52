package ordeal.harness.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexPaddingTest {
    private static final int ALLOCATED = 10 * 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    void cutsTheZerosBehindTheLastEntry() throws IOException {
        Path index = write("0.index", 17, ALLOCATED);
        Path timeIndex = write("0.timeindex", 25, ALLOCATED);
        IndexPadding.cutBelow(folder);
        assertThat(index).hasSize(24);
        assertThat(timeIndex).hasSize(36);
    }

    @Test
    void keepsAnEntryThatEndsInZeros() throws IOException {
        Path index = write("0.index", 70_001, 70_001);
        byte[] before = Files.readAllBytes(index);
        Files.write(index, Arrays.copyOf(before, 70_008));
        IndexPadding.cutBelow(folder);
        assertThat(Files.readAllBytes(index)).isEqualTo(Arrays.copyOf(before, 70_008));
    }

    @Test
    void leavesNothingOfAnIndexWithoutEntries() throws IOException {
        Path index = write("0.index", 0, ALLOCATED);
        IndexPadding.cutBelow(folder);
        assertThat(index).isEmptyFile();
    }

    @Test
    void leavesEveryOtherFileAlone() throws IOException {
        Path log = write("0.log", 10, 1_000);
        IndexPadding.cutBelow(folder);
        assertThat(log).hasSize(1_000);
    }

    /** A file whose first bytes are not zero. */
    private Path write(String name, int used, int size) throws IOException {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, 0, used, (byte) 1);
        return Files.write(Files.createDirectories(folder.resolve("topic-0")).resolve(name), bytes);
    }
}
