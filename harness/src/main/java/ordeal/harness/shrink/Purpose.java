package ordeal.harness.shrink;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a try is for. The two are never added up: what was chosen because it failed says nothing of how often it fails. */
public enum Purpose {
    /** Whether to take a smaller candidate. */
    @JsonProperty("search")
    SEARCH,
    /** How often what was found in the end fails. */
    @JsonProperty("replay")
    REPLAY
}
