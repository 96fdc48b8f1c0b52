package ordeal.harness.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ordeal.harness.suite.Axis.Choice;
import ordeal.harness.suite.YamlValue.Field;
import ordeal.harness.time.LengthOfTime;
import org.jspecify.annotations.Nullable;

/** Reads a suite's file. Whether its options are options of {@code ordeal run} is found out when its cells are checked. */
public final class SuiteReader {
    private static final Set<String> SUITE_KEYS =
            new TreeSet<>(Set.of("name", "description", "time-budget", "cell-bound", "matrices"));
    private static final Set<String> MATRIX_KEYS =
            new TreeSet<>(Set.of("name", "expect", "needs", "options", "axes", "exclude"));

    private SuiteReader() {}

    /**
     * The suite of a file.
     *
     * @throws SuiteException when it is none, with the line
     */
    public static Suite read(String text) throws SuiteException {
        YamlValue root = YamlReader.read(text);
        Map<String, Field> fields = FileValues.fields(root, "a suite", SUITE_KEYS);
        String name = FileValues.word(
                FileValues.required(fields, "name", root.line(), "a suite").value(), "a suite's 'name'");
        List<Matrix> matrices = new ArrayList<>();
        Field listed = FileValues.required(fields, "matrices", root.line(), "a suite");
        for (YamlValue value : FileValues.items(listed.value(), "'matrices'")) {
            Matrix matrix = matrix(value);
            if (matrices.stream().anyMatch(other -> other.name().equals(matrix.name()))) {
                throw SuiteException.at(matrix.line(), "there are two matrices '" + matrix.name() + "'");
            }
            matrices.add(matrix);
        }
        Field description = fields.get("description");
        return new Suite(
                name,
                description == null
                        ? ""
                        : FileValues.text(description.value(), "'description'").strip(),
                time(fields.get("time-budget"), "'time-budget'"),
                time(fields.get("cell-bound"), "'cell-bound'"),
                matrices);
    }

    private static OptionalLong time(@Nullable Field field, String what) throws SuiteException {
        return field == null
                ? OptionalLong.empty()
                : OptionalLong.of(FileValues.parsed(field.value(), what, LengthOfTime::parseMs));
    }

    private static Matrix matrix(YamlValue value) throws SuiteException {
        Map<String, Field> fields = FileValues.fields(value, "a matrix", MATRIX_KEYS);
        String name = FileValues.word(
                FileValues.required(fields, "name", value.line(), "a matrix").value(), "a matrix's 'name'");
        Field expect = fields.get("expect");
        Field options = fields.get("options");
        Field axes = fields.get("axes");
        List<Axis> read = axes == null ? List.of() : AxisReader.read(axes.value());
        return new Matrix(
                name,
                value.line(),
                expect == null ? Optional.empty() : Optional.of(ExpectationReader.read(expect.value())),
                needsDocker(fields.get("needs")),
                options == null ? List.of() : OptionReader.read(options.value()),
                read,
                exclusions(fields.get("exclude"), read));
    }

    private static boolean needsDocker(@Nullable Field needs) throws SuiteException {
        if (needs != null && !FileValues.text(needs.value(), "'needs'").equals("docker")) {
            throw SuiteException.at(needs.line(), "a matrix can need nothing but 'docker'");
        }
        return needs != null;
    }

    private static List<Map<String, Set<String>>> exclusions(@Nullable Field field, List<Axis> axes)
            throws SuiteException {
        List<Map<String, Set<String>>> exclusions = new ArrayList<>();
        if (field != null) {
            for (YamlValue item : FileValues.items(field.value(), "'exclude'")) {
                exclusions.add(exclusion(item, axes));
            }
        }
        return exclusions;
    }

    private static Map<String, Set<String>> exclusion(YamlValue item, List<Axis> axes) throws SuiteException {
        Map<String, Set<String>> exclusion = new LinkedHashMap<>();
        for (Map.Entry<String, Field> entry :
                FileValues.anyFields(item, "an exclusion").entrySet()) {
            int line = entry.getValue().line();
            Axis axis = axes.stream()
                    .filter(candidate -> candidate.name().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> SuiteException.at(
                            line,
                            "there is no axis '%s' to exclude from (there are %s)"
                                    .formatted(entry.getKey(), names(axes))));
            Set<String> labels = new TreeSet<>(FileValues.texts(entry.getValue().value(), "an exclusion"));
            for (String label : labels) {
                if (axis.choices().stream().noneMatch(choice -> choice.label().equals(label))) {
                    throw SuiteException.at(
                            line,
                            "there is no '%s' on axis '%s' (there are %s)".formatted(label, axis.name(), labels(axis)));
                }
            }
            exclusion.put(axis.name(), labels);
        }
        return exclusion;
    }

    private static String names(List<Axis> axes) {
        return axes.isEmpty() ? "none" : axes.stream().map(Axis::name).collect(Collectors.joining(", "));
    }

    private static String labels(Axis axis) {
        return axis.choices().stream().map(Choice::label).collect(Collectors.joining(", "));
    }
}
