package ordeal.harness.suite;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ordeal.harness.suite.YamlValue.Field;
import ordeal.harness.suite.YamlValue.Fields;
import ordeal.harness.suite.YamlValue.Items;
import ordeal.harness.suite.YamlValue.Scalar;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads YAML into {@link YamlValue}s. A key that stands twice in a map is an error. */
final class YamlReader {
    /** A value that holds itself through an alias would go deeper than any. */
    private static final int MAX_DEPTH = 20;

    private YamlReader() {}

    static YamlValue read(String text) throws SuiteException {
        @Nullable Node root;
        try {
            root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw SuiteException.at(line, "this is no YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new SuiteException("this is no YAML: " + e.getMessage());
        }
        if (root == null) {
            throw SuiteException.at(1, "the file is empty");
        }
        return value(root, 0);
    }

    private static YamlValue value(Node node, int depth) throws SuiteException {
        int line = node.getStartMark().getLine() + 1;
        if (depth > MAX_DEPTH) {
            throw SuiteException.at(line, "this lies deeper than anything in a suite");
        }
        return switch (node) {
            case ScalarNode scalar -> new Scalar(scalar.getValue(), line);
            case SequenceNode sequence -> {
                List<YamlValue> items = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    items.add(value(item, depth + 1));
                }
                yield new Items(items, line);
            }
            case MappingNode mapping -> fields(mapping, line, depth);
            case AnchorNode anchor -> value(anchor.getRealNode(), depth + 1);
            default -> throw SuiteException.at(line, "this is neither a text nor a list nor a map");
        };
    }

    private static Fields fields(MappingNode mapping, int line, int depth) throws SuiteException {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            int keyLine = entry.getKeyNode().getStartMark().getLine() + 1;
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw SuiteException.at(keyLine, "a key must be a word");
            }
            Field field = new Field(value(entry.getValueNode(), depth + 1), keyLine);
            if (fields.put(key.getValue(), field) != null) {
                throw SuiteException.at(keyLine, "'" + key.getValue() + "' stands here a second time");
            }
        }
        return new Fields(fields, line);
    }
}
