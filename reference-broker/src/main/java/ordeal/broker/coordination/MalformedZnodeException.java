package ordeal.broker.coordination;

import org.jspecify.annotations.Nullable;

/** A znode holds what no broker writes there. */
public final class MalformedZnodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedZnodeException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
