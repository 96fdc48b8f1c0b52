package ordeal.harness.reference.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** DescribeConfigs and IncrementalAlterConfigs. */
final class ConfigScenarios {
    private static final String LARGEST = "max.message.bytes";

    private final Client client;

    ConfigScenarios(Client client) {
        this.client = client;
    }

    void addTo(Map<String, Scenario> scenarios) {
        scenarios.put("settings of topics and brokers are described", this::describes);
        scenarios.put("a setting is changed, takes effect, and is taken back", this::alters);
        scenarios.put("changes that cannot be are refused, and change nothing", this::refusesChanges);
        scenarios.put("a change that is only validated changes nothing", this::validatesOnly);
    }

    private static ConfigResource topic(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    private static ConfigResource broker(String id) {
        return new ConfigResource(ConfigResource.Type.BROKER, id);
    }

    private static ConfigEntry setting(Admin admin, ConfigResource resource, String name) throws Exception {
        return Client.get(Client.of(admin.describeConfigs(List.of(resource)).values(), resource))
                .get(name);
    }

    private static KafkaFuture<Void> alter(
            Admin admin, ConfigResource resource, OpType type, String name, String value) {
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(name, value), type);
        return admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all();
    }

    private void describes() throws Exception {
        String name = client.create("described", 1, Map.of("segment.bytes", "1048576"));
        try (Admin admin = client.admin()) {
            ConfigEntry own = setting(admin, topic(name), "segment.bytes");
            assertThat(own.value()).isEqualTo("1048576");
            assertThat(own.source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG);
            ConfigEntry fromFile = setting(admin, topic(name), "min.insync.replicas");
            assertThat(fromFile.value()).isEqualTo("2");
            assertThat(fromFile.source()).isEqualTo(ConfigEntry.ConfigSource.STATIC_BROKER_CONFIG);
            assertThat(setting(admin, topic(name), LARGEST).source())
                    .isEqualTo(ConfigEntry.ConfigSource.DEFAULT_CONFIG);
            for (String id : List.of("1", "2", "3")) {
                assertThat(setting(admin, broker(id), "broker.id").value()).isEqualTo(id);
            }
            ConfigResource unknown = topic(client.topic("not-described"));
            assertThat(Client.failureOf(
                            Client.of(admin.describeConfigs(List.of(unknown)).values(), unknown)))
                    .isInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    private void alters() throws Exception {
        String name = client.create("altered", 1, Map.of());
        try (Admin admin = client.admin();
                KafkaProducer<byte[], byte[]> producer = client.producer(Map.of("enable.idempotence", "false"))) {
            client.send(producer, List.of(Records.record(name, 0, new byte[5_000])));
            Client.get(alter(admin, topic(name), OpType.SET, LARGEST, "3000"));
            Eventually.holds(
                    "the bound is known everywhere",
                    () -> setting(admin, topic(name), LARGEST).value().equals("3000"));
            Eventually.holds("the bound is in force", () -> refused(producer, name));
            client.send(producer, List.of(Records.record(name, 0, new byte[2_000])));
            Client.get(alter(admin, topic(name), OpType.DELETE, LARGEST, ""));
            Eventually.holds("the bound is gone", () -> !refused(producer, name));
            assertThat(setting(admin, topic(name), LARGEST).source())
                    .isEqualTo(ConfigEntry.ConfigSource.DEFAULT_CONFIG);
        }
    }

    private boolean refused(KafkaProducer<byte[], byte[]> producer, String topic) throws Exception {
        try {
            client.send(producer, List.of(Records.record(topic, 0, new byte[5_000])));
            return false;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(RecordTooLargeException.class);
            return true;
        }
    }

    private void refusesChanges() throws Exception {
        String name = client.create("unalterable", 1, Map.of("min.insync.replicas", "3"));
        try (Admin admin = client.admin()) {
            assertThat(Client.failureOf(alter(admin, topic(name), OpType.SET, "no.such.setting", "1")))
                    .isInstanceOf(InvalidConfigurationException.class);
            assertThat(Client.failureOf(alter(admin, topic(name), OpType.SET, "min.insync.replicas", "many")))
                    .isInstanceOf(InvalidConfigurationException.class);
            assertThat(Client.failureOf(alter(admin, topic(name), OpType.APPEND, "min.insync.replicas", "2")))
                    .isInstanceOf(InvalidConfigurationException.class);
            assertThat(Client.failureOf(
                            alter(admin, topic(client.topic("never-was")), OpType.SET, "min.insync.replicas", "2")))
                    .isInstanceOf(UnknownTopicOrPartitionException.class);
            assertThat(Client.failureOf(alter(admin, broker("1"), OpType.SET, "min.insync.replicas", "1")))
                    .isInstanceOf(InvalidRequestException.class);
            assertThat(setting(admin, topic(name), "min.insync.replicas").value())
                    .isEqualTo("3");
        }
    }

    private void validatesOnly() throws Exception {
        String name = client.create("only-validated", 1, Map.of());
        try (Admin admin = client.admin()) {
            AlterConfigOp change = new AlterConfigOp(new ConfigEntry(LARGEST, "77"), OpType.SET);
            Client.get(admin.incrementalAlterConfigs(
                            Map.of(topic(name), List.of(change)), new AlterConfigsOptions().validateOnly(true))
                    .all());
            assertThat(setting(admin, topic(name), LARGEST).isDefault()).isTrue();
        }
    }
}
