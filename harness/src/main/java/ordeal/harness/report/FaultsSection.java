package ordeal.harness.report;

import java.util.List;
import java.util.Optional;
import ordeal.checker.recovery.FaultCost;
import ordeal.checker.recovery.PartitionCost;
import ordeal.checker.recovery.Unavailability;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.harness.report.html.Html;
import ordeal.harness.report.html.Words;

/** Every fault: what it was, what proves it, what it cost; and those that never happened. */
final class FaultsSection {
    private FaultsSection() {}

    static void write(Html html, ReportData data) {
        html.open("section", "id", "faults").element("h2", "Faults");
        if (data.faults() instanceof Part.Missing<List<FaultRecord>>(String reason)) {
            html.element("p", "The record of the faults is missing: " + reason + ".", "class", "missing");
        } else if (data.knownFaults().isEmpty()) {
            html.element("p", "No fault is on record.");
        }
        injected(html, data);
        others(
                html,
                "Failed",
                "They were attempted and something broke, or no proof was had that they took hold.",
                with(data, FaultRecord.Status.FAILED));
        others(
                html,
                "Skipped",
                "They were never injected and count for nothing.",
                with(data, FaultRecord.Status.SKIPPED));
        html.close();
    }

    private static List<FaultRecord> with(ReportData data, FaultRecord.Status status) {
        return data.knownFaults().stream()
                .filter(fault -> fault.status() == status)
                .toList();
    }

    private static void injected(Html html, ReportData data) {
        List<FaultRecord> faults = data.injectedFaults();
        if (faults.isEmpty()) {
            return;
        }
        html.element(
                "p",
                "Each receipt was taken from outside the target. Cost counts by the intended time of sends, an open loop: a send is "
                        + "served when it was acknowledged within 1 s of that time, and 3 unserved sends in a row are an unavailability. "
                        + "An error or unavailability belongs to the fault that was injected last before it; one that had begun before every fault belongs to none.");
        for (FaultRecord fault : faults) {
            html.open("article", "class", "card fault").open("h3");
            html.element("span", Integer.toString(fault.id()), "class", "number")
                    .text(fault.kind());
            html.element("small", span(fault)).close();
            html.element("p", fault.description());
            Optional<FaultCost> cost = data.costs().stream()
                    .filter(candidate -> candidate.faultId() == fault.id())
                    .findFirst();
            cost.ifPresent(known -> cost(html, known));
            html.open("ul", "class", "receipts");
            fault.receipts().forEach(receipt -> html.element("li", receipt));
            fault.dataLosses().forEach(loss -> html.element("li", loss(loss)));
            html.close();
            if (fault.reason() != null) {
                html.element("p", fault.reason(), "class", "reason");
            }
            html.close();
        }
    }

    private static String span(FaultRecord fault) {
        String from = "from " + Words.at(fault.injectedNanos());
        return fault.healedNanos() < 0
                ? from + ", never healed"
                : from + " to " + Words.at(fault.healedNanos()) + ", "
                        + Words.time(fault.healedNanos() - fault.injectedNanos());
    }

    private static String loss(FaultRecord.DataLoss loss) {
        return "broker %d lost %s of %s-%d, from offset %s on"
                .formatted(
                        loss.broker(),
                        Words.size(loss.lostBytes()),
                        loss.topic(),
                        loss.partition(),
                        Words.count(loss.firstOffset()));
    }

    private static void cost(Html html, FaultCost cost) {
        List<PartitionCost> hit = cost.partitions().stream()
                .filter(part -> part.firstErrorNanos() >= 0 || !part.windows().isEmpty())
                .toList();
        if (hit.isEmpty()) {
            html.element("p", "Cost: none. Every send was served until the next fault, or the end.", "class", "cost");
            return;
        }
        html.open("div", "class", "scroll")
                .open("table", "class", "numbers")
                .open("thead")
                .open("tr");
        html.element("th", "Partition")
                .element("th", "First unserved send after")
                .element("th", "Unavailable, longest");
        html.element("th", "Unavailable, in all")
                .element("th", "First success after heal")
                .element("th", "Normal after heal");
        html.close().close().open("tbody");
        for (PartitionCost part : hit) {
            html.open("tr").element("td", part.partition().toString());
            html.element("td", time(part.firstErrorNanos(), "none"));
            html.element("td", unavailable(part, part.longestClosedNanos()));
            html.element("td", unavailable(part, part.closedUnavailableNanos()));
            html.element("td", time(part.firstSuccessNanos(), "never"));
            html.element("td", time(part.recoveryNanos(), "not seen"));
            html.close();
        }
        html.close().close().close();
        int rest = cost.partitions().size() - hit.size();
        if (rest > 0) {
            html.element(
                    "p",
                    "On %s every send was served until then.".formatted(Words.count(rest, "other partition")),
                    "class",
                    "cost");
        }
    }

    private static String unavailable(PartitionCost part, long closedNanos) {
        if (part.windows().isEmpty()) {
            return "none began";
        }
        boolean open = part.windows().stream().anyMatch(Unavailability::isOpen);
        return open ? "to the end of the run" : Words.time(closedNanos);
    }

    private static String time(long nanos, String never) {
        return nanos < 0 ? never : Words.time(nanos);
    }

    private static void others(Html html, String title, String sentence, List<FaultRecord> faults) {
        if (faults.isEmpty()) {
            return;
        }
        html.element("h3", title)
                .element("p", sentence)
                .open("div", "class", "scroll")
                .open("table");
        html.open("thead")
                .open("tr")
                .element("th", "Fault")
                .element("th", "What")
                .element("th", "Planned");
        html.element("th", "Why").close().close().open("tbody");
        for (FaultRecord fault : faults) {
            html.open("tr").element("td", fault.id() + " " + fault.kind()).element("td", fault.description());
            html.element("td", Words.at(fault.plannedNanos()));
            String reason = fault.reason();
            html.element("td", reason == null ? "no reason on record" : reason).close();
        }
        html.close().close().close();
    }
}
