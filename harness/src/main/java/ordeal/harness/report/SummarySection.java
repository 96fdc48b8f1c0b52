package ordeal.harness.report;

import java.util.ArrayList;
import java.util.List;
import ordeal.checker.history.Phase;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.RunVerdict;
import ordeal.harness.report.context.KnownBugs;
import ordeal.harness.report.html.Html;
import ordeal.harness.report.html.Words;
import ordeal.harness.report.series.Load;
import ordeal.harness.report.series.PhaseLoad;

/** The verdict in plain words, and the few figures that everybody asks for. */
final class SummarySection {
    private static final long NANOS_PER_MS = 1_000_000;

    private SummarySection() {}

    static void write(Html html, ReportData data) {
        RunVerdict verdict = data.verdict();
        Headline headline = Headline.of(verdict, data.injectedFaults());
        html.open("header", "class", "verdict " + verdict.verdict().word());
        html.open("p", "class", "eyebrow")
                .text("Ordeal report: " + data.run().system().name() + " "
                        + data.run().system().version())
                .close();
        html.open("h1").element("span", verdict.verdict().word(), "class", "badge");
        html.text(headline.title()).close();
        headline.details().forEach(detail -> html.element("p", detail, "class", "lead"));
        html.element(
                "p",
                "%s · seed %d · started %s · plan %s · %s deployment"
                        .formatted(
                                data.run().name(),
                                data.run().seed(),
                                Words.wallClock(data.run().startedEpochMs()),
                                data.run().faults().plan(),
                                data.run().cluster().deployment()),
                "class",
                "meta");
        html.close();
        figures(html, data);
        notice(html, "Not judged", verdict.notJudged());
        notice(html, "Known bugs in the logs", knownBugs(data));
    }

    private static List<String> knownBugs(ReportData data) {
        return KnownBugs.in(data.folder(), data.run()).stream()
                .map(sighting -> sighting.sentence(data.run().system().name()))
                .toList();
    }

    private static void figures(Html html, ReportData data) {
        RunVerdict verdict = data.verdict();
        html.open("section", "class", "figures");
        long passed = verdict.results().stream()
                .filter(result -> result.verdict().severity() == 0)
                .count();
        figure(html, passed + " of " + verdict.results().size(), "checks passed");
        Headline.count(verdict, "durability", "acknowledged-sends")
                .ifPresent(number -> figure(html, Words.count(number), "acknowledged records" + ofSends(verdict)));
        Headline.count(verdict, "durability", "polled-records")
                .ifPresent(number -> figure(html, Words.count(number), "records read"));
        Headline.count(verdict, "durability", "indeterminate-sends")
                .filter(number -> number > 0)
                .ifPresent(number -> figure(html, Words.count(number), "sends of unknown outcome" + resolved(verdict)));
        long skipped = data.knownFaults().stream()
                .filter(fault -> fault.status() == FaultRecord.Status.SKIPPED)
                .count();
        figure(
                html,
                Words.count(data.injectedFaults().size()),
                "faults injected" + (skipped == 0 ? "" : ", " + skipped + " skipped"));
        Headline.count(verdict, "recovery", "unavailable-longest-ms")
                .filter(ms -> ms > 0)
                .ifPresent(ms -> figure(html, Words.time(ms * NANOS_PER_MS), "longest unavailability after a fault"));
        Headline.count(verdict, "recovery", "recovery-slowest-ms")
                .ifPresent(ms -> figure(html, Words.time(ms * NANOS_PER_MS), "slowest recovery after the last heal"));
        if (data.load() instanceof Part.Present<Load>(Load load)) {
            p99(html, load, Phase.WARM_UP, "p99 latency before the faults");
            p99(html, load, Phase.FAULTS, "p99 latency under faults");
        }
        html.close();
    }

    private static String ofSends(RunVerdict verdict) {
        return Headline.count(verdict, "durability", "sends")
                .map(sends -> ", of " + Words.count(sends, "send"))
                .orElse("");
    }

    /** What the replicas' logs say of the sends whose outcome no client learned. */
    private static String resolved(RunVerdict verdict) {
        List<String> parts = new ArrayList<>();
        part(verdict, "indeterminate-found", "found on the disks", parts);
        part(verdict, "indeterminate-absent", "absent", parts);
        part(verdict, "indeterminate-unresolved", "unresolved", parts);
        return parts.isEmpty() ? "" : ": " + String.join(", ", parts);
    }

    private static void part(RunVerdict verdict, String name, String words, List<String> parts) {
        Headline.count(verdict, "durability", name)
                .filter(number -> number > 0)
                .ifPresent(number -> parts.add(Words.count(number) + " " + words));
    }

    private static void p99(Html html, Load load, Phase phase, String label) {
        load.phase(phase)
                .map(PhaseLoad::latency)
                .filter(latency -> latency.count() > 0)
                .ifPresent(latency -> figure(html, Words.time(latency.p99Nanos()), label));
    }

    private static void figure(Html html, String number, String label) {
        html.open("div", "class", "figure");
        html.element("b", number).element("span", label).close();
    }

    private static void notice(Html html, String title, List<String> sentences) {
        if (sentences.isEmpty()) {
            return;
        }
        html.open("section", "class", "notice").element("h2", title).open("ul");
        sentences.forEach(sentence -> html.element("li", sentence));
        html.close().close();
    }
}
