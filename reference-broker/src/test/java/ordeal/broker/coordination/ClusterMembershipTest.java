package ordeal.broker.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.fake.FakeMember;
import ordeal.broker.fake.FakeZooKeeper;
import ordeal.broker.fake.VirtualTime;
import ordeal.broker.journal.JournalEntry;
import org.junit.jupiter.api.Test;

class ClusterMembershipTest {
    private final VirtualTime time = new VirtualTime(3);
    private final FakeZooKeeper zookeeper = new FakeZooKeeper(time.newLoop("zookeeper"), 3000);
    private final FakeMember member = new FakeMember(time, zookeeper, 1);
    private final ClusterMembership membership = member.membership();

    private ZnodeStat registration() {
        return zookeeper.read("/brokers/ids/1").orElseThrow().stat();
    }

    @Test
    void aBrokerFindsOrMakesTheBaseZnodesAndRegisters() {
        member.join("r1");
        time.runReady();
        assertThat(membership.brokerEpoch()).isEqualTo(registration().czxid());
        assertThat(registration().version()).isEqualTo(1);
        assertThat(zookeeper.text("/brokers/ids/1")).contains("\"rack\":\"r1\"", "PEER://peer-1:9092");
        assertThat(zookeeper.text("/cluster/id")).contains("\"version\":\"1\"");
        assertThat(zookeeper.children("/config")).contains("topics", "changes", "brokers");
        assertThat(member.journal().all(JournalEntry.Registered.class))
                .containsExactly(new JournalEntry.Registered(
                        member.coordination().sessionId(), registration().czxid()));
    }

    @Test
    void allBrokersSeeTheSameClusterId() {
        List<String> ids = new ArrayList<>();
        FakeMember other = new FakeMember(time, zookeeper, 2);
        for (FakeMember each : List.of(member, other)) {
            each.loop().execute(() -> {
                var _ = each.membership().connect().thenAccept(ids::add);
            });
        }
        time.runReady();
        assertThat(ids).hasSize(2);
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).hasSize(22);
    }

    @Test
    void whoeverMustReadFirstIsWaitedForBeforeTheRegistration() {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        membership.listen(new MembershipListener() {
            @Override
            public CompletableFuture<Void> onSession(PatientSession session) {
                return ready;
            }
        });
        member.join(null);
        time.runReady();
        assertThat(zookeeper.read("/brokers/ids/1")).isEmpty();
        ready.complete(null);
        time.runReady();
        assertThat(zookeeper.read("/brokers/ids/1")).isPresent();
    }

    @Test
    void anExpiredBrokerDropsEverythingAndRegistersUnderANewEpoch() {
        List<String> told = new ArrayList<>();
        membership.listen(new MembershipListener() {
            @Override
            public void onRegistered(PatientSession session, long brokerEpoch) {
                told.add("registered in " + session.id());
            }

            @Override
            public void onExpired() {
                told.add(
                        "expired, epoch " + membership.brokerEpoch() + ", connected " + (membership.session() != null));
            }
        });
        member.join(null);
        time.runReady();
        long before = membership.brokerEpoch();
        long firstSession = member.coordination().sessionId();
        zookeeper.expire(firstSession);
        time.runReady();
        assertThat(membership.brokerEpoch())
                .isGreaterThan(before)
                .isEqualTo(registration().czxid());
        assertThat(told)
                .containsExactly(
                        "registered in " + firstSession,
                        "expired, epoch -1, connected false",
                        "registered in " + member.coordination().sessionId());
        assertThat(member.journal().all(JournalEntry.SessionExpired.class)).hasSize(1);
    }

    @Test
    void aRegistrationWhoseAnswerWasLostIsRecognised() {
        member.coordination().loseConnectionAt(write -> write.getFirst().path().equals("/brokers/ids/1"), true, 200);
        member.join(null);
        time.advanceMs(1000);
        assertThat(membership.brokerEpoch()).isEqualTo(registration().czxid());
        assertThat(member.failures()).isEmpty();
    }

    @Test
    void aRegistrationThatWasLostIsMadeAgain() {
        member.coordination().loseConnectionAt(write -> write.getFirst().path().equals("/brokers/ids/1"), false, 200);
        member.join(null);
        time.advanceMs(1000);
        assertThat(membership.brokerEpoch()).isEqualTo(registration().czxid());
    }

    @Test
    void aBrokerThatReplacesACrashedOneWaitsForItsRegistrationToGo() {
        member.join(null);
        time.runReady();
        member.crash();
        FakeMember next = new FakeMember(time, zookeeper, 1);
        next.join(null);
        time.advanceMs(2900);
        assertThat(next.membership().brokerEpoch()).isEqualTo(ClusterMembership.NOT_REGISTERED);
        time.advanceMs(200);
        assertThat(next.membership().brokerEpoch()).isEqualTo(registration().czxid());
        assertThat(next.failures()).isEmpty();
    }

    @Test
    void anIdThatStaysTakenIsRefusedWithTheOwnersAddress() {
        member.join(null);
        time.runReady();
        FakeMember twin = new FakeMember(time, zookeeper, 1);
        twin.join(null);
        time.advanceMs(4999);
        assertThat(twin.failures()).isEmpty();
        time.advanceMs(2);
        assertThat(twin.failures()).hasSize(1);
        assertThat(PatientSession.cause(twin.failures().getFirst()))
                .isInstanceOf(BrokerIdTakenException.class)
                .hasMessageContaining("peer-1:9092");
        assertThat(membership.brokerEpoch()).isEqualTo(registration().czxid());
    }

    /** While ZooKeeper is away no session ends, and one that it finds again gets its whole time. */
    @Test
    void theTimeInWhichZooKeeperIsAwayDoesNotCountAgainstTheOwner() {
        member.join(null);
        time.runReady();
        FakeMember twin = new FakeMember(time, zookeeper, 1);
        twin.join(null);
        time.advanceMs(4400);
        twin.coordination().cut(false);
        time.advanceMs(1500);
        twin.coordination().restore();
        time.advanceMs(4000);
        assertThat(twin.failures()).isEmpty();
        time.advanceMs(2000);
        assertThat(twin.failures()).hasSize(1);
    }

    @Test
    void aBrokerThatClosesIsGoneAtOnceAndStaysAway() {
        member.join(null);
        time.runReady();
        member.loop().execute(() -> {
            var _ = membership.close();
        });
        time.advanceMs(10_000);
        assertThat(zookeeper.read("/brokers/ids/1")).isEmpty();
        assertThat(membership.session()).isNull();
    }

    @Test
    void noConnectionInTimeIsAFailure() {
        member.coordination().cut(false);
        member.join(null);
        time.advanceMs(6000);
        assertThat(member.failures()).hasSize(1);
    }
}
