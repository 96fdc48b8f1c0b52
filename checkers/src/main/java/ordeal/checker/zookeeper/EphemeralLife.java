package ordeal.checker.zookeeper;

/**
 * One life of an ephemeral znode.
 *
 * @param path its path
 * @param session its owner
 * @param fromZxid its creation
 * @param fromEpochMs wall clock of its creation
 */
record EphemeralLife(String path, long session, long fromZxid, long fromEpochMs) {}
