package ordeal.broker.request;

import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/** What a client may do, for those who ask: everything, for there is no authorizer. */
final class Operations {
    /** On a topic, as a field of bits. */
    static final int ON_TOPIC = bits(EnumSet.of(
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.CREATE,
            AclOperation.DELETE,
            AclOperation.ALTER,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.ALTER_CONFIGS));

    /** On the cluster, as a field of bits. */
    static final int ON_CLUSTER = bits(EnumSet.of(
            AclOperation.CREATE,
            AclOperation.ALTER,
            AclOperation.DESCRIBE,
            AclOperation.CLUSTER_ACTION,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.ALTER_CONFIGS,
            AclOperation.IDEMPOTENT_WRITE));

    private Operations() {}

    private static int bits(Set<AclOperation> operations) {
        return operations.stream()
                .mapToInt(operation -> 1 << operation.code())
                .reduce(0, (left, right) -> left | right);
    }
}
