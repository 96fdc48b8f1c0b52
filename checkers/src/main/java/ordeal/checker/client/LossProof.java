package ordeal.checker.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ordeal.checker.contract.PermittedCause;
import ordeal.checker.culprit.Acknowledger;
import ordeal.checker.verdict.Anomaly.Witness;

/** What proves a loss: the send, what took the record away, and what the end holds in its place. */
final class LossProof {
    private final ClientEvidence evidence;
    private final Loss loss;
    private final Trace trace;

    LossProof(ClientEvidence evidence, Loss loss) {
        this.evidence = evidence;
        this.loss = loss;
        int lacking = loss.missingFrom().getFirst().broker();
        this.trace = Trace.of(evidence, loss.partition(), loss.packedValue(), loss.offset(), lacking);
    }

    /** Who acknowledged it, after "at offset 5"; empty when nothing tells. */
    String acknowledgedBy() {
        return trace.acknowledger().map(Acknowledger::words).orElse("");
    }

    /** What took it away, or, where nothing tells, what the first view holds that lacks it. */
    String sentence() {
        Loss.Missing first = loss.missingFrom().getFirst();
        return trace.removal().isKnown()
                ? trace.removal().sentence()
                : first.view() + " holds " + first.holds() + " (it ends at " + first.end() + ")";
    }

    List<Witness> witnesses() {
        List<Witness> witnesses = new ArrayList<>();
        witnesses.add(Texts.send(evidence.history().sends(), loss.packedValue()));
        witnesses.addAll(trace.removal().witnesses());
        loss.cause().ifPresent(cause -> witnesses.add(cause(cause)));
        Map<String, List<Loss.Missing>> byWhatTheyHold = new LinkedHashMap<>();
        loss.missingFrom()
                .forEach(missing -> byWhatTheyHold
                        .computeIfAbsent(missing.holds(), _ -> new ArrayList<>())
                        .add(missing));
        byWhatTheyHold.forEach((holds, views) -> witnesses.add(end(holds, views)));
        return witnesses;
    }

    private static Witness cause(PermittedCause cause) {
        return new Witness("zookeeper", cause.atNanos(), cause.sentence());
    }

    private static Witness end(String holds, List<Loss.Missing> views) {
        String names = views.stream().map(Loss.Missing::view).collect(Collectors.joining("; "));
        String ends =
                views.stream().map(view -> Long.toString(view.end())).distinct().collect(Collectors.joining(", "));
        boolean one = views.size() == 1;
        boolean onlyRead = views.stream().allMatch(view -> view.broker() < 0);
        return new Witness(
                onlyRead ? "history" : "disk",
                -1,
                names + (one ? " holds " : ": each holds ") + holds + (one ? " (it ends at " : " (they end at ") + ends
                        + ")");
    }
}
