package ordeal.checker.isr;

import ordeal.checker.history.Value;
import ordeal.checker.replica.ReplicaLog;

/** What lies at an offset of a replica, in words. */
final class Found {
    private Found() {}

    static String at(ReplicaLog log, long offset) {
        long value = log.valueAt(offset);
        if (value == ReplicaLog.HOLE) {
            return "no record";
        }
        String what = value == ReplicaLog.FOREIGN
                ? "a record nobody wrote"
                : Value.unpack(value).toString();
        return what + " in leader epoch " + log.epochAt(offset);
    }
}
