package ordeal.harness.suite;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a cell has come. */
public enum CellStatus {
    /** Not begun. */
    @JsonProperty("waiting")
    WAITING,
    /** Begun; what it was when the suite was interrupted, too. */
    @JsonProperty("running")
    RUNNING,
    /** It came out as expected. */
    @JsonProperty("met")
    MET,
    /** It was judged and came out otherwise. */
    @JsonProperty("unmet")
    UNMET,
    /** It could not be judged, or could not be carried out. Never a pass. */
    @JsonProperty("unknown")
    UNKNOWN,
    /** The time budget was used up before it could begin. Never a pass. */
    @JsonProperty("not-run")
    NOT_RUN,
    /** What it needs is not to be had here, and the suite says that it may be left out. */
    @JsonProperty("left-out")
    LEFT_OUT;

    /** The status in words. */
    public String words() {
        return switch (this) {
            case WAITING -> "waiting";
            case RUNNING -> "running";
            case MET -> "met";
            case UNMET -> "unmet";
            case UNKNOWN -> "unknown";
            case NOT_RUN -> "not run";
            case LEFT_OUT -> "left out";
        };
    }

    /** Whether a suite that goes on has it still to do. */
    public boolean isOpen() {
        return switch (this) {
            case WAITING, RUNNING, NOT_RUN -> true;
            case MET, UNMET, UNKNOWN, LEFT_OUT -> false;
        };
    }
}
