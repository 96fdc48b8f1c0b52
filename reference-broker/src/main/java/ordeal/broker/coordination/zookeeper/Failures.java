package ordeal.broker.coordination.zookeeper;

import java.util.List;
import ordeal.broker.coordination.CoordinationException;
import ordeal.broker.coordination.CoordinationException.Code;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;

/** What the client's result codes mean to the port. */
final class Failures {
    private Failures() {}

    static CoordinationException of(int resultCode, String what, int failedStep) {
        KeeperException.Code code = KeeperException.Code.get(resultCode);
        return new CoordinationException(meaning(code), what + ": " + code, failedStep);
    }

    /** The step that made a multi fail; the others are only said to be inconsistent with it. */
    static int failedStep(@Nullable List<OpResult> results) {
        if (results != null) {
            for (int step = 0; step < results.size(); step++) {
                if (results.get(step) instanceof OpResult.ErrorResult error
                        && error.getErr() != KeeperException.Code.OK.intValue()
                        && error.getErr() != KeeperException.Code.RUNTIMEINCONSISTENCY.intValue()) {
                    return step;
                }
            }
        }
        return -1;
    }

    private static Code meaning(KeeperException.@Nullable Code code) {
        if (code == null) {
            return Code.OTHER;
        }
        return switch (code) {
            case NONODE -> Code.NO_NODE;
            case NODEEXISTS -> Code.NODE_EXISTS;
            case BADVERSION -> Code.BAD_VERSION;
            case NOTEMPTY -> Code.NOT_EMPTY;
            // After OPERATIONTIMEOUT and the like the client closes the connection: nobody knows what became of the
            // operation.
            case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT, SESSIONMOVED -> Code.CONNECTION_LOSS;
            case SESSIONEXPIRED -> Code.SESSION_EXPIRED;
            default -> Code.OTHER;
        };
    }
}
