package ordeal.checker.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.RuleFindings;

/** The journals of a run's brokers, as far as they are at hand. */
public final class Journals {
    /** The kind of evidence by which {@code run.json} says that a system keeps a journal. */
    public static final String KIND = "journal";

    private final SortedMap<Integer, BrokerJournal> present = new TreeMap<>();

    private Journals() {}

    /** Those that are at hand, and no word about the others. */
    public static Journals present(Map<Integer, Part<BrokerJournal>> parts) {
        Journals journals = new Journals();
        parts.forEach((broker, part) -> {
            if (part instanceof Part.Present<BrokerJournal>(BrokerJournal journal)) {
                journals.present.put(broker, journal);
            }
        });
        return journals;
    }

    /**
     * Those that are at hand, for a rule that rests on them. One that is missing leaves the rule unjudged when this system should have
     * left it; a system that keeps none is only counted as {@code rules-without-evidence}.
     */
    public static Journals needed(RunDescription run, Map<Integer, Part<BrokerJournal>> parts, RuleFindings findings) {
        Journals journals = present(parts);
        if (run.system().evidence().contains(KIND)) {
            for (int broker : run.cluster().brokers()) {
                Part<BrokerJournal> part = parts.get(broker);
                if (part == null) {
                    findings.unjudged("the journal of broker " + broker + " was not collected");
                } else if (part instanceof Part.Missing<BrokerJournal>(String reason)) {
                    findings.unjudged(reason);
                }
            }
        } else if (journals.present.isEmpty()) {
            findings.count("rules-without-evidence", 1);
        }
        return journals;
    }

    /** All at hand, by broker. */
    public Collection<BrokerJournal> all() {
        return present.values();
    }

    /** One broker's, if it is at hand. */
    public Optional<BrokerJournal> of(int broker) {
        return Optional.ofNullable(present.get(broker));
    }

    /** Every line but those of progress, broker by broker. */
    public List<JournalLine> deeds() {
        List<JournalLine> deeds = new ArrayList<>();
        present.values().forEach(journal -> deeds.addAll(journal.deeds()));
        return deeds;
    }

    /** Every leadership that the journals tell of, in the order of the brokers' clocks; missing when a broker's journal is. */
    public static Part<List<RoleChange>> roleChanges(RunDescription run, Map<Integer, Part<BrokerJournal>> parts) {
        for (Part<BrokerJournal> part : parts.values()) {
            if (part instanceof Part.Missing<BrokerJournal>(String reason)) {
                return new Part.Missing<>(reason);
            }
        }
        return new Part.Present<>(JournaledRoles.of(run, present(parts).deeds()));
    }
}
