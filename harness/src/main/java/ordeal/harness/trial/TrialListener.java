package ordeal.harness.trial;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Learns how trials go on. */
public interface TrialListener {
    /** A run broke and is tried once more. */
    void retrying(Trial trial, TrialResult broke);

    /**
     * A trial has ended.
     *
     * @param trials all that are asked for
     * @param results those of them that there are by now, by their keys
     */
    void ended(Trial trial, TrialResult result, List<Trial> trials, Map<String, TrialResult> results)
            throws IOException;
}
