package ordeal.broker.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * One property with the place where it stands in its file.
 *
 * @param number the line it begins in, from 1
 */
record PropertyLine(int number, String name, String value) {
    /**
     * The properties of a text, in its order. The JDK reads every line; only where a line begins and ends is found here.
     *
     * @throws IllegalArgumentException when an escape is malformed
     */
    static List<PropertyLine> of(String text) {
        List<PropertyLine> found = new ArrayList<>();
        String[] natural = text.split("\\r\\n|\\r|\\n", -1);
        int next = 0;
        while (next < natural.length) {
            int first = next;
            StringBuilder logical = new StringBuilder(natural[next++]);
            boolean comment = isComment(logical);
            while (!comment && continues(natural[next - 1]) && next < natural.length) {
                logical.append('\n').append(natural[next++]);
            }
            Properties one = load(logical.toString());
            one.stringPropertyNames()
                    .forEach(name -> found.add(new PropertyLine(
                            first + 1, name, one.getProperty(name).strip())));
        }
        return found;
    }

    private static boolean isComment(CharSequence line) {
        String stripped = line.toString().stripLeading();
        return stripped.startsWith("#") || stripped.startsWith("!");
    }

    /** A line goes on in the next one when it ends in an odd number of backslashes. */
    private static boolean continues(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static Properties load(String logicalLine) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(logicalLine));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
