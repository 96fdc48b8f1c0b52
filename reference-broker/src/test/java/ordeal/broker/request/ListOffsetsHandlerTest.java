package ordeal.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.broker.fake.FakeRequest;
import ordeal.broker.log.OffsetAtTime;
import ordeal.broker.request.Request.ListenerKind;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class ListOffsetsHandlerTest {
    private static final short OLDEST_WITH_TIME = 1;
    private static final short OLDEST_WITH_EPOCH = 4;

    @Test
    void everyVersionIsToldWhatItHasAPlaceFor() {
        for (short version : ApiKeys.LIST_OFFSETS.allVersions()) {
            ListOffsetsPartitionResponse answer = sent(version, new OffsetAtTime(7, 8, 9));
            if (version < OLDEST_WITH_TIME) {
                assertThat(answer.oldStyleOffsets()).containsExactly(7L);
            } else {
                assertThat(answer.offset()).isEqualTo(7);
                assertThat(answer.timestamp()).isEqualTo(8);
            }
            assertThat(answer.leaderEpoch()).as("version " + version).isEqualTo(version < OLDEST_WITH_EPOCH ? -1 : 9);
        }
    }

    @Test
    void everyVersionIsToldThatThereIsNothing() {
        for (short version : ApiKeys.LIST_OFFSETS.allVersions()) {
            ListOffsetsPartitionResponse answer = sent(version, new OffsetAtTime(-1, -1, -1));
            assertThat(answer.oldStyleOffsets()).isEmpty();
            assertThat(answer.offset()).isEqualTo(-1);
        }
    }

    private static ListOffsetsPartitionResponse sent(short version, OffsetAtTime at) {
        ListOffsetsPartitionResponse answer = ListOffsetsHandler.found(version, new ListOffsetsPartition(), at);
        new FakeRequest(new ListOffsetsRequestData(), version, ListenerKind.CLIENT)
                .respond(new ListOffsetsResponseData()
                        .setTopics(List.of(
                                new ListOffsetsTopicResponse().setName("t").setPartitions(List.of(answer)))));
        return answer;
    }
}
