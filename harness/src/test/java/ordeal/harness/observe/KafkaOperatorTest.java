package ordeal.harness.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import ordeal.nemesis.port.InjectionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ElectLeadersResult;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class KafkaOperatorTest {
    private static final Map<TopicPartition, Optional<Throwable>> ONE_OF_TWO_MOVED = Map.of(
            new TopicPartition("t", 0),
            Optional.empty(),
            new TopicPartition("t", 1),
            Optional.of(new ElectionNotNeededException("")));

    @Test
    void leavesAControllerAloneUntilItHasSettled() {
        assertThat(KafkaOperator.reasonToLeave(2_999, 3_000).orElseThrow())
                .contains("less than 3000 ms")
                .contains("--known-bugs provoke");
        assertThat(KafkaOperator.reasonToLeave(3_000, 3_000)).isEmpty();
    }

    @Test
    void waitsForNobodyWhoNeedNotSettle() {
        assertThat(KafkaOperator.reasonToLeave(0, 0)).isEmpty();
    }

    @Test
    void asksTheNextControllerWithAClientThatDoesNotRememberTheOneBefore() throws Exception {
        Queue<Admin> admins = new ArrayDeque<>(List.of(
                admin(failed(new NotControllerException("old"))),
                admin(KafkaFuture.completedFuture(ONE_OF_TWO_MOVED))));
        assertThat(operator(admins).electPreferredLeaders().proof())
                .contains("2 partitions")
                .contains("1 leaders moved");
        assertThat(admins).isEmpty();
    }

    @Test
    void doesNotAskAgainWhenTheAnswerIsAnotherError() throws Exception {
        Queue<Admin> admins = new ArrayDeque<>(List.of(
                admin(failed(new UnsupportedVersionException("too old"))),
                admin(KafkaFuture.completedFuture(ONE_OF_TWO_MOVED))));
        KafkaOperator operator = operator(admins);
        assertThatThrownBy(operator::electPreferredLeaders)
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("too old");
        assertThat(admins).hasSize(1);
    }

    private static KafkaOperator operator(Queue<Admin> admins) {
        return new KafkaOperator(
                new ZooKeeperSessions("127.0.0.1:1", _ -> {}), "/kafka", "127.0.0.1:1", 0, _ -> admins.remove());
    }

    private static <T> KafkaFuture<T> failed(RuntimeException failure) {
        KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
        future.completeExceptionally(failure);
        return future;
    }

    /** A client whose request for an election has this result; only Kafka's own classes can make one otherwise. */
    private static Admin admin(KafkaFuture<Map<TopicPartition, Optional<Throwable>>> answer) throws Exception {
        Constructor<ElectLeadersResult> constructor =
                ElectLeadersResult.class.getDeclaredConstructor(KafkaFuture.class);
        constructor.setAccessible(true);
        ElectLeadersResult result = constructor.newInstance(answer);
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (_, method, _) -> method.getName().equals("electLeaders") ? result : null);
    }
}
