package ordeal.harness.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ordeal.checker.run.RunDescription;
import ordeal.harness.report.html.Html;
import ordeal.harness.report.html.Words;

/** How to run it again, every setting of {@code run.json}, and what lies in the folder. */
final class SettingsSection {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final String[][] FILES = {
        {"run.json", "every setting of the run"},
        {"plan.json", "the faults that were planned"},
        {"history.avro", "every client operation, invoked and completed (Avro)"},
        {"faults.jsonl", "every fault: planned, injected, receipt, healed"},
        {"evidence/", "ZooKeeper's transaction logs, the brokers' logs and log directories"},
        {"verdict.json", "the verdict, each check's part, anomalies with witnesses"},
        {"report.html", "this page"},
        {"charts/", "the charts as SVG and PNG"},
        {"timeline.csv", "load, latency, faults, controller, leaders and ISR sizes by second"},
        {"latency.hlog", "latencies by second, tagged by phase (HdrHistogram log, microseconds)"},
        {"junit.xml", "the checks as test cases, for a build server"}
    };

    private SettingsSection() {}

    static void write(Html html, ReportData data) {
        again(html, data);
        RunDescription run = data.run();
        html.open("section", "id", "settings").element("h2", "Settings").open("div", "class", "columns");
        group(html, "System under test", system(run));
        group(html, "Cluster", cluster(run));
        group(html, "Workload", workload(run));
        group(html, "Faults", faults(run));
        group(html, "Environment", environment(run));
        html.close();
        topics(html, run.topics());
        html.close();
        html.open("section", "id", "files")
                .element("h2", "Files in this folder")
                .open("dl");
        for (String[] file : FILES) {
            html.open("dt").element("code", file[0]).close().element("dd", file[1]);
        }
        html.close().close();
    }

    private static void again(Html html, ReportData data) {
        html.open("section", "id", "again").element("h2", "Run it again");
        html.element("pre", data.run().command());
        html.element(
                "p",
                "The seed repeats the plan of faults and what the clients send. It does not repeat the timing of processes and networks.");
        html.element(
                "p",
                "To judge this very folder again, without a cluster (with its path, where it does not lie in results/ itself):");
        html.element("pre", "./ordeal check " + data.folder().root().getFileName())
                .close();
    }

    private static Map<String, String> system(RunDescription run) {
        return ordered(
                "System", run.system().name(),
                "Version", run.system().version(),
                "Java", run.system().javaVersion(),
                "Evidence", String.join(", ", run.system().evidence()));
    }

    private static Map<String, String> cluster(RunDescription run) {
        Map<String, String> values = ordered(
                "Deployment", run.cluster().deployment(),
                "Brokers", ids(run.cluster().brokers()),
                "ZooKeeper servers", ids(run.cluster().zookeepers()),
                "Chroot",
                        run.cluster().chroot().isEmpty()
                                ? "none"
                                : run.cluster().chroot(),
                "Session timeout", ms(run.cluster().sessionTimeoutMs()),
                "replica.lag.time.max", ms(run.cluster().replicaLagTimeMaxMs()));
        values.putAll(new TreeMap<>(run.cluster().brokerProperties()));
        return values;
    }

    private static Map<String, String> workload(RunDescription run) {
        RunDescription.Workload workload = run.workload();
        Map<String, String> values = ordered(
                "Producers",
                Words.count(workload.producers()),
                "Consumers",
                Words.count(workload.consumers()),
                "Rate",
                Words.count(Math.round(workload.ratePerSecond())) + " sends per second",
                "Record size",
                Words.count(workload.minSizeBytes()) + " to " + Words.count(workload.maxSizeBytes()) + " bytes",
                "acks",
                workload.acks(),
                "Idempotence",
                workload.idempotence() ? "on" : "off",
                "Requests in flight",
                "at most " + workload.maxInFlightRequests(),
                "Compression",
                String.join(", ", workload.codecs()));
        new TreeMap<>(workload.producerProperties()).forEach(values::putIfAbsent);
        return values;
    }

    private static Map<String, String> faults(RunDescription run) {
        return ordered(
                "Plan", run.faults().plan(),
                "Seed", Long.toString(run.seed()),
                "Warm-up", ms(run.faults().warmUpMs()),
                "Faults begin within", ms(run.faults().timeMs()),
                "Brokers faulty at once", "at most " + run.faults().budget(),
                "Recovery bound", ms(run.recoveryBoundMs()));
    }

    private static Map<String, String> environment(RunDescription run) {
        Map<String, String> values = ordered(
                "Ordeal", run.environment().harnessVersion(),
                "Commit", run.environment().commit(),
                "JDK", run.environment().jdk());
        values.putAll(new TreeMap<>(run.environment().details()));
        return values;
    }

    private static void topics(Html html, List<RunDescription.Topic> topics) {
        html.element("h3", "Topics").open("div", "class", "scroll").open("table", "class", "numbers");
        html.open("thead").open("tr");
        for (String head : new String[] {
            "Topic", "Partitions", "Replication factor", "min.insync.replicas", "Unclean election", "Flush", "Segment"
        }) {
            html.element("th", head);
        }
        html.close().close().open("tbody");
        for (RunDescription.Topic topic : topics) {
            Long flush = topic.flushIntervalMessages();
            html.open("tr").element("td", topic.name()).element("td", Words.count(topic.partitions()));
            html.element("td", Words.count(topic.replicationFactor()));
            html.element("td", Words.count(topic.minInsyncReplicas()));
            html.element("td", topic.uncleanLeaderElection() ? "on" : "off");
            html.element("td", flush == null ? "by the system" : "every " + Words.count(flush, "record"));
            html.element("td", Words.size(topic.segmentBytes())).close();
        }
        html.close().close().close();
    }

    private static void group(Html html, String title, Map<String, String> values) {
        html.open("article", "class", "card").element("h3", title).open("dl");
        values.forEach((name, value) -> html.element("dt", name).element("dd", value));
        html.close().close();
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    private static String ids(List<Integer> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String ms(long ms) {
        return Words.time(ms * NANOS_PER_MS);
    }
}
