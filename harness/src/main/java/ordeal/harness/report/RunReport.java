package ordeal.harness.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import ordeal.checker.RecordedRun;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.harness.report.chart.ChartData;
import ordeal.harness.report.chart.Charts;
import ordeal.harness.report.chart.ChartsNotDrawnException;
import ordeal.harness.report.chart.FaultSpan;
import ordeal.harness.report.chart.RenderedChart;
import ordeal.harness.report.series.Load;

/**
 * Writes what people and tools read of a judged run: {@code report.html}, {@code charts/}, {@code junit.xml}, {@code timeline.csv}
 * and {@code latency.hlog}. The same folder gives the same bytes on the same machine.
 */
public final class RunReport {
    private RunReport() {}

    /**
     * Writes the report into the run's folder. Missing evidence makes it shorter, never fail.
     *
     * @return what could not be done and what it needs, in sentences; empty when everything was written
     * @throws IOException when a file cannot be written
     */
    public static List<String> write(RunFolder folder, RecordedRun judged) throws IOException {
        ReportData data = ReportData.of(folder, judged);
        List<String> remarks = new ArrayList<>();
        List<RenderedChart> charts = new ArrayList<>();
        if (data.load() instanceof Part.Present<Load>(Load load)) {
            try {
                charts.addAll(Charts.write(folder.root().resolve("charts"), chartData(data, load)));
            } catch (ChartsNotDrawnException e) {
                remarks.add(e.getMessage());
            }
            put(folder.root().resolve("latency.hlog"), LatencyLog.of(data.run(), load));
        }
        put(folder.root().resolve("timeline.csv"), TimelineFile.of(data));
        put(folder.root().resolve("junit.xml"), JUnitFile.of(data.verdict()));
        put(folder.root().resolve("report.html"), Page.of(data, charts, remarks));
        return remarks;
    }

    /** Removes what an earlier judgement has written and people read its verdict from. */
    public static void remove(RunFolder folder) throws IOException {
        for (String file : List.of("report.html", "junit.xml")) {
            Files.deleteIfExists(folder.root().resolve(file));
        }
    }

    private static ChartData chartData(ReportData data, Load load) {
        List<FaultSpan> faults = data.injectedFaults().stream()
                .map(fault -> new FaultSpan(Integer.toString(fault.id()), fault.injectedNanos(), end(fault, load)))
                .toList();
        return new ChartData(load, faults, data.lanes());
    }

    private static long end(FaultRecord fault, Load load) {
        return fault.healedNanos() < 0 ? Math.max(load.endNanos(), fault.injectedNanos()) : fault.healedNanos();
    }

    /** Writes beside the target and renames, so that a reader sees all or nothing. */
    private static void put(Path path, String text) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
