package ordeal.harness.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Which trials are asked for.
 *
 * @param seeds how many seeds, from 1 on, each bug gets, with as many controls on the reference broker
 * @param fewSeeds how many of them the controls get on Apache Kafka as well, and misconfigurations on either system: settings that lose
 *     records lose them by design, not by luck
 * @param cluster where they run
 * @param general whether faults are drawn at random; misconfigurations have no such plans and are left out
 * @param controlsOnly whether only the controls run
 */
public record TrialPlan(int seeds, int fewSeeds, String cluster, boolean general, boolean controlsOnly) {
    private static final String REFERENCE = "reference";
    private static final String KAFKA = "kafka-3.9";

    /** The trials, subject by subject, so that each is complete as early as can be. */
    public List<Trial> trials(List<Subject> subjects) {
        List<Trial> trials = new ArrayList<>();
        for (Subject subject : subjects) {
            switch (subject) {
                case Subject.Bug bug -> {
                    add(trials, bug, Role.FAULTY, REFERENCE, seeds);
                    add(trials, bug, Role.CONTROL, REFERENCE, seeds);
                    add(trials, bug, Role.CONTROL, KAFKA, fewSeeds);
                }
                case Subject.Misconfiguration wrong -> {
                    if (!general) {
                        for (String system : List.of(REFERENCE, KAFKA)) {
                            add(trials, wrong, Role.FAULTY, system, fewSeeds);
                            add(trials, wrong, Role.CONTROL, system, fewSeeds);
                        }
                    }
                }
            }
        }
        return trials;
    }

    private void add(List<Trial> trials, Subject subject, Role role, String system, int upTo) {
        if (controlsOnly && role == Role.FAULTY) {
            return;
        }
        LongStream.rangeClosed(1, upTo)
                .mapToObj(seed -> new Trial(subject, role, system, cluster, general, seed))
                .forEach(trials::add);
    }
}
