package ordeal.harness.cluster.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used since it was started, as the kernel tells.
 *
 * @param cpu processor time of all its threads, in user and in kernel mode, those that ended included
 * @param residentBytes memory that it occupies now
 */
public record ResourceUse(Duration cpu, long residentBytes) {
    private static final String RESIDENT = "VmRSS:";
    private static final int BYTES_PER_KIB = 1024;

    /** Of the process with this id. */
    static ResourceUse of(long pid) throws IOException {
        Duration cpu = ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IOException("process " + pid + " shows no processor time"));
        return new ResourceUse(cpu, residentBytes(Files.readString(Path.of("/proc", Long.toString(pid), "status"))));
    }

    /** From the text of {@code /proc/PID/status}. */
    static long residentBytes(String status) throws IOException {
        return status.lines()
                        .filter(line -> line.startsWith(RESIDENT))
                        .map(line -> line.substring(RESIDENT.length())
                                .replace("kB", "")
                                .strip())
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow(() -> new IOException("no line " + RESIDENT))
                * BYTES_PER_KIB;
    }
}
