package ordeal.harness.child;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Command lines as a POSIX shell takes them, and as {@code run.json} keeps them. */
public final class ShellWords {
    private ShellWords() {}

    /** A command with its arguments, each quoted where a shell would take it for something else. */
    public static String join(String command, List<String> arguments) {
        return command + arguments.stream().map(word -> " " + quoted(word)).collect(Collectors.joining());
    }

    private static String quoted(String word) {
        return word.matches("[\\w./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * The words of what {@link #join} has made: blanks part them, single quotes hold them together, a backslash takes a quote for itself.
     *
     * @throws IllegalArgumentException when a quote is not closed
     */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        boolean quoted = false;
        for (int index = 0; index < line.length(); index++) {
            char c = line.charAt(index);
            if (c == '\'') {
                quoted = !quoted;
                begun = true;
            } else if (c == '\\' && !quoted && index + 1 < line.length()) {
                index++;
                word.append(line.charAt(index));
                begun = true;
            } else if (c == ' ' && !quoted) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is not closed: " + line);
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
