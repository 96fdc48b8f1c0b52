package ordeal.nemesis.plan;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Plans as JSON, for run folders and for plans that people write. */
public final class PlanJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PlanJson() {}

    /** The plan as indented JSON. */
    public static String write(Plan plan) {
        return MAPPER.writeValueAsString(plan);
    }

    /**
     * Reads a plan.
     *
     * @throws IllegalArgumentException when it is not one; the message names the field that is unknown, missing or
     *     wrong, and where it stands
     */
    public static Plan read(String json) {
        try {
            Plan plan = MAPPER.readValue(json, Plan.class);
            if (plan == null) {
                throw new IllegalArgumentException("not a plan: null");
            }
            return plan;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a plan: " + e.getMessage(), e);
        }
    }
}
