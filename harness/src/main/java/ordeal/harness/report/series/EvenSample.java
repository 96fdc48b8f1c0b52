package ordeal.harness.report.series;

import java.util.ArrayList;
import java.util.List;

/**
 * A sample of a stream of unknown length: every n-th item, where n is the smallest power of two that keeps the sample within its
 * limit. The same stream always gives the same sample.
 */
final class EvenSample<T> {
    private final int limit;
    private final List<T> kept = new ArrayList<>();
    private long stride = 1;
    private long seen;

    EvenSample(int limit) {
        if (limit < 2) {
            throw new IllegalArgumentException("limit below 2: " + limit);
        }
        this.limit = limit;
    }

    void add(T item) {
        if (seen++ % stride != 0) {
            return;
        }
        if (kept.size() == limit) {
            halve();
            if ((seen - 1) % stride != 0) {
                return;
            }
        }
        kept.add(item);
    }

    List<T> items() {
        return List.copyOf(kept);
    }

    long seen() {
        return seen;
    }

    private void halve() {
        List<T> half = new ArrayList<>();
        for (int i = 0; i < kept.size(); i += 2) {
            half.add(kept.get(i));
        }
        kept.clear();
        kept.addAll(half);
        stride *= 2;
    }
}
