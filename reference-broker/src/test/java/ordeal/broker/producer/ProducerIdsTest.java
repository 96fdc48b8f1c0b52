package ordeal.broker.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import ordeal.broker.fake.FakeMember;
import ordeal.broker.fake.FakeZooKeeper;
import ordeal.broker.fake.VirtualTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerIdsTest {
    private final VirtualTime time = new VirtualTime(11);
    private final FakeZooKeeper zookeeper = new FakeZooKeeper(time.newLoop("zookeeper"), 3000);
    private final List<Long> given = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noIdIsGivenTwiceWhenConnectionsAreLost(boolean carriedOut) {
        List<FakeMember> members = List.of(new FakeMember(time, zookeeper, 1), new FakeMember(time, zookeeper, 2));
        List<ProducerIds> sources = members.stream()
                .map(member -> new ProducerIds(member.membership(), members.indexOf(member) + 1))
                .toList();
        members.forEach(member -> member.join(null));
        time.runReady();
        for (int round = 0; round < 3; round++) {
            for (int index = 0; index < members.size(); index++) {
                ProducerIds source = sources.get(index);
                members.get(index)
                        .coordination()
                        .loseConnectionAt(
                                write -> write.getFirst().path().equals("/latest_producer_id_block"), carriedOut, 100);
                members.get(index).loop().execute(() -> {
                    for (int count = 0; count < 700; count++) {
                        var _ = source.next().thenAccept(given::add);
                    }
                });
            }
            time.advanceMs(1000);
        }
        assertThat(given).hasSize(2 * 3 * 700);
        assertThat(new HashSet<>(given)).hasSize(given.size());
    }
}
