package ordeal.harness.suite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ordeal.harness.suite.Axis.Choice;
import ordeal.harness.suite.YamlValue.Field;
import ordeal.harness.suite.YamlValue.Fields;
import ordeal.harness.suite.YamlValue.Items;
import ordeal.harness.suite.YamlValue.Scalar;

/**
 * Reads axes. A text is a value of the option that the axis is named after, {@code 1..5} stands for five of them, and a map with one key
 * bundles several options under a name.
 */
final class AxisReader {
    private static final String EXPECT = "expect";
    private static final int MAX_RANGE = 1_000;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})");

    private AxisReader() {}

    static List<Axis> read(YamlValue value) throws SuiteException {
        List<Axis> axes = new ArrayList<>();
        for (Map.Entry<String, Field> entry :
                FileValues.anyFields(value, "'axes'").entrySet()) {
            axes.add(axis(entry.getKey(), entry.getValue().value()));
        }
        return axes;
    }

    private static Axis axis(String name, YamlValue value) throws SuiteException {
        List<Choice> choices = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        for (YamlValue item :
                value instanceof Scalar ? List.of(value) : FileValues.items(value, "axis '" + name + "'")) {
            for (Choice choice : choices(name, item)) {
                if (!labels.add(choice.label())) {
                    throw SuiteException.at(
                            item.line(), "'%s' stands twice on axis '%s'".formatted(choice.label(), name));
                }
                choices.add(choice);
            }
        }
        return new Axis(name, choices);
    }

    private static List<Choice> choices(String axis, YamlValue item) throws SuiteException {
        return switch (item) {
            case Scalar _ -> values(axis, item);
            case Fields bundle -> List.of(bundle(axis, bundle));
            case Items _ ->
                throw SuiteException.at(
                        item.line(),
                        "a list on axis '%s' has no name: bundle it as '- name: {%s: [...]}'".formatted(axis, axis));
        };
    }

    private static List<Choice> values(String axis, YamlValue item) throws SuiteException {
        String text = FileValues.text(item, "a value on axis '" + axis + "'");
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            return List.of(value(axis, text, item.line()));
        }
        int first = Integer.parseInt(range.group(1));
        int last = Integer.parseInt(range.group(2));
        if (last < first || last - first >= MAX_RANGE) {
            throw SuiteException.at(
                    item.line(), "'%s' must go upwards, over at most %d values".formatted(text, MAX_RANGE));
        }
        List<Choice> values = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            values.add(value(axis, Integer.toString(number), item.line()));
        }
        return values;
    }

    private static Choice value(String axis, String text, int line) {
        return new Choice(text, List.of(new OptionValue(axis, List.of(text), line)), Optional.empty());
    }

    private static Choice bundle(String axis, Fields bundle) throws SuiteException {
        if (bundle.fields().size() != 1) {
            throw SuiteException.at(
                    bundle.line(),
                    "on axis '%s' a map must have one key, its name, with options below it; here are %s"
                            .formatted(axis, bundle.fields().keySet()));
        }
        Map.Entry<String, Field> only = bundle.fields().entrySet().iterator().next();
        YamlValue inner = only.getValue().value();
        List<OptionValue> options = new ArrayList<>();
        Optional<Expectation> expectation = Optional.empty();
        for (Map.Entry<String, Field> entry :
                FileValues.anyFields(inner, "'" + only.getKey() + "'").entrySet()) {
            if (entry.getKey().equals(EXPECT)) {
                expectation =
                        Optional.of(ExpectationReader.read(entry.getValue().value()));
            } else {
                options.add(OptionReader.option(entry.getKey(), entry.getValue()));
            }
        }
        return new Choice(only.getKey(), options, expectation);
    }
}
