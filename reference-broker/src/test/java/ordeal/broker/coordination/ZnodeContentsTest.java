package ordeal.broker.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.broker.coordination.BrokerRegistration.Endpoint;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class ZnodeContentsTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(UTF_8);
    }

    private static Znode znode(String json, int version) {
        return new Znode(bytes(json), new ZnodeStat(1, 2, version, 0));
    }

    private static String json(byte[] data) {
        return new String(data, UTF_8).replace('"', '\'');
    }

    @Test
    void aPartitionStateStandsAsKafkaWritesIt() {
        PartitionState state = new PartitionState(1, 4, List.of(1, 2), 8, false, 17);
        String text = "{'version':1,'leader':1,'leader_epoch':4,'controller_epoch':8,'isr':[1,2]}";
        assertThat(json(PartitionStateJson.encode(state))).isEqualTo(text);
        assertThat(PartitionStateJson.decode(PARTITION, znode(text, 17))).isEqualTo(state);
        PartitionState recovering = new PartitionState(1, 4, List.of(1), 8, true, 0);
        assertThat(PartitionStateJson.decode(
                        PARTITION, new Znode(PartitionStateJson.encode(recovering), new ZnodeStat(1, 2, 0, 0))))
                .isEqualTo(recovering);
    }

    @Test
    void aStateThatMakesNoSenseSaysWhatIsWrong() {
        assertThatThrownBy(() -> PartitionStateJson.decode(PARTITION, znode("{'leader':'x'}", 0)))
                .isInstanceOf(MalformedZnodeException.class)
                .hasMessageContaining("t-0")
                .hasMessageContaining("leader");
        assertThatThrownBy(() -> PartitionStateJson.decode(PARTITION, znode("", 0)))
                .isInstanceOf(MalformedZnodeException.class);
    }

    @Test
    void aTopicStandsAsKafkaWritesIt() {
        Uuid id = Uuid.fromString("AAAAAAAAQACAAAAAAAAAAg");
        TopicZnode topic = new TopicZnode(id, new TreeMap<>(Map.of(1, List.of(2, 3), 0, List.of(1, 2))));
        String text = "{'version':3,'partitions':{'0':[1,2],'1':[2,3]},'adding_replicas':{},'removing_replicas':{},"
                + "'topic_id':'AAAAAAAAQACAAAAAAAAAAg'}";
        assertThat(json(topic.encode())).isEqualTo(text);
        assertThat(TopicZnode.decode("t", bytes(text))).isEqualTo(topic);
        assertThat(TopicZnode.decode("t", bytes("{'version':1,'partitions':{'0':[1]}}"))
                        .topicId())
                .isNull();
    }

    @Test
    void aRegistrationIsReadInOldAndNewForm() {
        BrokerRegistration registration = new BrokerRegistration(
                List.of(
                        new Endpoint("PEER", "broker-1", 9092, "PLAINTEXT"),
                        new Endpoint("CLIENT", "::1", 9093, "SASL_PLAINTEXT")),
                "r1");
        assertThat(json(registration.encode(5)))
                .isEqualTo("{'version':5,'host':'broker-1','port':9092,'endpoints':['PEER://broker-1:9092',"
                        + "'CLIENT://[::1]:9093'],'listener_security_protocol_map':{'PEER':'PLAINTEXT',"
                        + "'CLIENT':'SASL_PLAINTEXT'},'jmx_port':-1,'timestamp':'5','rack':'r1','features':{}}");
        assertThat(BrokerRegistration.decode(1, registration.encode(5))).isEqualTo(registration);
        assertThat(BrokerRegistration.decode(1, bytes("{'version':1,'host':'h','port':9,'jmx_port':-1}")))
                .isEqualTo(new BrokerRegistration(List.of(new Endpoint("PLAINTEXT", "h", 9, "PLAINTEXT")), null));
    }

    @Test
    void settingsAndTheirAnnouncementStandAsKafkaWritesThem() {
        assertThat(json(ConfigZnode.encode(Map.of("b", "2", "a", "1"))))
                .isEqualTo("{'version':1,'config':{'a':'1','b':'2'}}");
        assertThat(ConfigZnode.decode("/x", bytes("{'version':1,'config':{'a':'1'}}")))
                .containsExactly(Map.entry("a", "1"));
        assertThat(json(ConfigZnode.encodeChange("t"))).isEqualTo("{'version':2,'entity_path':'topics/t'}");
        assertThat(ConfigZnode.changedEntity("/x", ConfigZnode.encodeChange("t")))
                .isEqualTo("topics/t");
    }

    @Test
    void theControllerAndItsEpochStandAsKafkaWritesThem() {
        assertThat(json(ControllerZnode.encode(3, 5)))
                .isEqualTo("{'version':2,'brokerid':3,'timestamp':'5','kraftControllerEpoch':-1}");
        assertThat(ControllerZnode.brokerId(ControllerZnode.encode(3, 5))).isEqualTo(3);
        assertThat(ControllerZnode.epoch(ControllerZnode.encodeEpoch(12))).isEqualTo(12);
    }

    @Test
    void aBlockOfProducerIdsStandsAsKafkaWritesIt() {
        ProducerIdBlock block = new ProducerIdBlock(2, 1000, 1999);
        assertThat(json(block.encode())).isEqualTo("{'version':1,'broker':2,'block_start':'1000','block_end':'1999'}");
        assertThat(ProducerIdBlock.decode(block.encode())).isEqualTo(block);
    }
}
