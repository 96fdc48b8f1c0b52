package ordeal.harness.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ordeal.harness.suite.YamlValue.Field;
import ordeal.harness.suite.YamlValue.Fields;

/** Reads options of {@code ordeal run}. One that can be repeated is a list, or a map where its values are {@code KEY=VALUE}. */
final class OptionReader {
    /** What a suite decides itself, and what makes a run no run. */
    private static final Set<String> NOT_OF_A_CELL = Set.of("results", "help", "version");

    private OptionReader() {}

    static List<OptionValue> read(YamlValue value) throws SuiteException {
        List<OptionValue> options = new ArrayList<>();
        for (Map.Entry<String, Field> entry :
                FileValues.anyFields(value, "'options'").entrySet()) {
            options.add(option(entry.getKey(), entry.getValue()));
        }
        return options;
    }

    static OptionValue option(String name, Field field) throws SuiteException {
        String what = "option '" + name + "'";
        if (name.startsWith("-")) {
            throw SuiteException.at(field.line(), what + " is written without dashes here");
        }
        if (NOT_OF_A_CELL.contains(name)) {
            throw SuiteException.at(field.line(), what + " cannot be given to a cell of a suite");
        }
        if (!(field.value() instanceof Fields map)) {
            return new OptionValue(name, FileValues.texts(field.value(), what), field.line());
        }
        List<String> values = new ArrayList<>();
        for (Map.Entry<String, Field> entry : map.fields().entrySet()) {
            values.add(entry.getKey() + "=" + FileValues.text(entry.getValue().value(), what));
        }
        if (values.isEmpty()) {
            throw SuiteException.at(field.line(), what + " has no value");
        }
        return new OptionValue(name, values, field.line());
    }
}
