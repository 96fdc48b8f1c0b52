package ordeal.checker.journal;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fields of one JSON object, each of which must be there and of its kind when it is asked for. */
final class LineFields {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;

    private LineFields(JsonNode object) {
        this.object = object;
    }

    /** The fields of a text. */
    static LineFields of(String text) {
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new MalformedLineException("no JSON: " + e.getOriginalMessage());
        }
        if (!node.isObject()) {
            throw new MalformedLineException("no JSON object");
        }
        return new LineFields(node);
    }

    int integer(String name) {
        JsonNode value = object.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new MalformedLineException("no whole number of 32 bits under " + name);
        }
        return value.intValue();
    }

    long number(String name) {
        JsonNode value = object.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new MalformedLineException("no whole number under " + name);
        }
        return value.longValue();
    }

    boolean flag(String name) {
        JsonNode value = object.path(name);
        if (!value.isBoolean()) {
            throw new MalformedLineException("neither true nor false under " + name);
        }
        return value.booleanValue();
    }

    String text(String name) {
        JsonNode value = object.path(name);
        if (!value.isString()) {
            throw new MalformedLineException("no text under " + name);
        }
        return value.stringValue();
    }

    List<Integer> integers(String name) {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode value : array(name)) {
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw new MalformedLineException("no list of whole numbers under " + name);
            }
            numbers.add(value.intValue());
        }
        return numbers;
    }

    List<LineFields> objects(String name) {
        List<LineFields> objects = new ArrayList<>();
        for (JsonNode value : array(name)) {
            if (!value.isObject()) {
                throw new MalformedLineException("no list of objects under " + name);
            }
            objects.add(new LineFields(value));
        }
        return objects;
    }

    private JsonNode array(String name) {
        JsonNode value = object.path(name);
        if (!value.isArray()) {
            throw new MalformedLineException("no list under " + name);
        }
        return value;
    }
}
