package ordeal.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ordeal.broker.fake.FakeRequest;
import ordeal.broker.log.StorageException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestDispatcherTest {
    private final List<Throwable> impossible = new ArrayList<>();

    static Stream<Throwable> whatNoBrokerMayLiveThrough() {
        return Stream.of(
                new StorageException("the disk"), new IllegalStateException("the state"), new AssertionError());
    }

    /** A broker that answered and went on would build on what it does not have. */
    @ParameterizedTest
    @MethodSource("whatNoBrokerMayLiveThrough")
    void whatNoBrokerMayLiveThroughStopsItWithoutAnAnswer(Throwable failure) {
        assertThat(handle(failure).answers()).isZero();
        assertThat(impossible).containsExactly(failure);
    }

    @Test
    void anyOtherFailureIsTheAnswer() {
        FakeRequest request = handle(new InvalidTopicException("the name"));
        assertThat(request.answer(MetadataResponseData.class).topics().find("t").errorCode())
                .isEqualTo(Errors.INVALID_TOPIC_EXCEPTION.code());
        assertThat(impossible).isEmpty();
    }

    @Test
    void whatNobodyHandlesEndsTheConnection() {
        FakeRequest request = request();
        new RequestDispatcher(Map.of(), impossible::add).handle(request);
        assertThat(request.closed()).contains("METADATA");
        assertThat(impossible).isEmpty();
    }

    private FakeRequest handle(Throwable failure) {
        FakeRequest request = request();
        new RequestDispatcher(Map.of(ApiKeys.METADATA, _ -> sneak(failure)), impossible::add).handle(request);
        return request;
    }

    private static void sneak(Throwable failure) {
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalArgumentException(failure);
        }
    }

    private static FakeRequest request() {
        return new FakeRequest(new MetadataRequestData().setTopics(List.of(new MetadataRequestTopic().setName("t"))));
    }
}
