package ordeal.broker.replication;

import java.util.Map;
import java.util.TreeMap;
import ordeal.broker.port.PeerTransport.PeerAddress;
import org.apache.kafka.common.TopicPartition;

/** One fetcher for each broker that leads something which this one follows. */
final class Fetchers {
    private final Surroundings around;
    private final Map<Integer, FollowerFetcher> byLeader = new TreeMap<>();

    Fetchers(Surroundings around) {
        this.around = around;
    }

    void follow(PartitionFollower follower, PeerAddress leader) {
        stop(follower.partition().id());
        FollowerFetcher before = byLeader.get(leader.brokerId());
        if (before != null && before.leader().equals(leader)) {
            before.add(follower);
            return;
        }
        FollowerFetcher fetcher = new FollowerFetcher(around, leader);
        byLeader.put(leader.brokerId(), fetcher);
        if (before != null) { // the leader has moved to another address, with everything that is followed there
            before.close();
            before.followers().forEach(fetcher::add);
        }
        fetcher.add(follower);
    }

    void stop(TopicPartition partition) {
        byLeader.values().forEach(fetcher -> fetcher.remove(partition));
    }

    /** Closes those that have nothing to fetch any more. */
    void closeIdle() {
        byLeader.values().removeIf(fetcher -> {
            if (fetcher.isIdle()) {
                fetcher.close();
            }
            return fetcher.isIdle();
        });
    }

    void closeAll() {
        byLeader.values().forEach(FollowerFetcher::close);
        byLeader.clear();
    }
}
