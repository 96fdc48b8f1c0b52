package ordeal.harness.trial;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The two sides of a trial. */
public enum Role {
    /** With the bug, or with the wrong settings: it must be found. */
    @JsonProperty("faulty")
    FAULTY,
    /** The same faults without it: nothing may be found. */
    @JsonProperty("control")
    CONTROL
}
