package ordeal.harness.suite;

import java.util.List;
import java.util.OptionalLong;

/**
 * A suite as its file describes it.
 *
 * @param name a word, part of its folder's name
 * @param description a sentence; may be empty
 * @param timeBudgetMs after which no cell begins; empty when there is no bound
 * @param cellBoundMs how long a cell may take; empty when its own times say it
 */
record Suite(
        String name, String description, OptionalLong timeBudgetMs, OptionalLong cellBoundMs, List<Matrix> matrices) {
    Suite {
        matrices = List.copyOf(matrices);
    }
}
