package ordeal.broker.coordination;

import ordeal.broker.coordination.CoordinationSession.Persistence;

/** One step of a multi. */
public sealed interface Operation {
    /** Stands for any data version. */
    int ANY_VERSION = -1;

    /** The znode the step is about. */
    String path();

    /** Creates a znode. */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is; never compared
    record Create(String path, byte[] data, Persistence persistence) implements Operation {}

    /** Replaces a znode's data, if its data version is the expected one. */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is; never compared
    record Set(String path, byte[] data, int expectedVersion) implements Operation {}

    /** Deletes a znode, if its data version is the expected one. */
    record Delete(String path, int expectedVersion) implements Operation {}

    /** Fails the multi unless a znode exists with the expected data version. */
    record Check(String path, int expectedVersion) implements Operation {}
}
