package ordeal.broker.replication;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import ordeal.broker.port.EventLoop;

/**
 * Tells those who wait for records of a partition that there may be some: once for everything that happened in one turn of the event
 * loop, so that many small appends wake a fetch only once.
 */
public final class Progress {
    private final EventLoop loop;
    private final Set<Partition> changed = new LinkedHashSet<>();
    private boolean scheduled;

    /** Nobody has anything to hear yet. */
    public Progress(EventLoop loop) {
        this.loop = loop;
    }

    void changed(Partition partition) {
        changed.add(partition);
        if (!scheduled) {
            scheduled = true;
            loop.execute(this::tell);
        }
    }

    private void tell() {
        scheduled = false;
        List<Partition> now = new ArrayList<>(changed);
        changed.clear();
        now.forEach(Partition::tellWaiting);
    }
}
