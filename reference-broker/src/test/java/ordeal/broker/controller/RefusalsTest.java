package ordeal.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import ordeal.broker.fake.FakeRequest;
import ordeal.broker.request.Request.ListenerKind;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersRequestData.TopicPartitions;
import org.apache.kafka.common.message.ElectLeadersRequestData.TopicPartitionsCollection;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final ElectLeadersRequestData election = new ElectLeadersRequestData()
            .setTopicPartitions(new TopicPartitionsCollection(
                    List.of(new TopicPartitions().setTopic("t").setPartitions(List.of(0, 1)))
                            .iterator()));

    @Test
    void anElectionIsRefusedInEveryVersionWhereItHasAPlaceForIt() {
        for (short version : ApiKeys.ELECT_LEADERS.allVersions()) {
            ElectLeadersResponseData refusal = Refusals.electLeaders(election, version);
            new FakeRequest(election, version, ListenerKind.CLIENT).respond(refusal);
            if (version == 0) {
                assertThat(refusal.replicaElectionResults())
                        .singleElement()
                        .satisfies(topic -> assertThat(topic.partitionResult())
                                .extracting("partitionId", "errorCode")
                                .containsExactly(
                                        tuple(0, Errors.NOT_CONTROLLER.code()),
                                        tuple(1, Errors.NOT_CONTROLLER.code())));
            } else {
                assertThat(refusal.errorCode()).isEqualTo(Errors.NOT_CONTROLLER.code());
            }
        }
    }

    @Test
    void anElectionOfEverythingHasNoPlaceForARefusalInTheOldestVersion() {
        ElectLeadersRequestData all = new ElectLeadersRequestData().setTopicPartitions(null);
        ElectLeadersResponseData refusal = Refusals.electLeaders(all, (short) 0);
        new FakeRequest(all, 0, ListenerKind.CLIENT).respond(refusal);
        assertThat(refusal.replicaElectionResults()).isEmpty();
    }
}
